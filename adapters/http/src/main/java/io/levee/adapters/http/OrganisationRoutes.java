package io.levee.adapters.http;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.levee.catalog.Asset;
import io.levee.catalog.AssetId;
import io.levee.catalog.Catalog;
import io.levee.catalog.Touched;
import io.levee.identity.Identity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/// What the organisation says of an asset: whose it is, and how far a change of it travels.
public final class OrganisationRoutes implements Routes {
    private final Guard guard;
    private final Supplier<Catalog> catalog;

    public OrganisationRoutes(Guard guard, Supplier<Catalog> catalog) {
        this.guard = guard;
        this.catalog = catalog;
    }

    @Override
    public void register(JavalinDefaultRoutingApi routing) {
        routing.get("/v1/org/assets/{kind}/<name>", guard.known(this::asset));
    }

    record View(
            String asset,
            String owner,
            String description,
            List<String> labels,
            List<String> clearedFor,
            List<String> dependsOn,
            List<String> dependents,
            List<String> reaches,
            BlastRadius blastRadius) {}

    record BlastRadius(List<String> reached, Map<String, List<String>> owners) {}

    private void asset(Context ctx, Identity.Known caller) {
        Catalog now = catalog.get();
        AssetId id = BadInput.parse(ctx.pathParam("name"), name -> new AssetId(ctx.pathParam("kind"), name));
        Optional<Asset> found = now.asset(id);
        if (found.isEmpty()) {
            Problems.missing(ctx, "no asset `%s` is in the catalog".formatted(id));
            return;
        }
        Asset asset = found.get();
        Touched touched = now.touchedBy(id);
        Json.write(
                ctx,
                200,
                new View(
                        id.toString(),
                        asset.owner().toString(),
                        asset.description(),
                        sorted(asset.labels()),
                        sorted(asset.clearedFor()),
                        sorted(asset.dependsOn()),
                        sorted(now.dependents(id)),
                        sorted(asset.reaches()),
                        new BlastRadius(sorted(touched.reached()), owners(touched))));
    }

    static Map<String, List<String>> owners(Touched touched) {
        Map<String, List<String>> owners = new TreeMap<>();
        touched.owners().forEach((team, assets) -> owners.put(team.toString(), sorted(assets)));
        return owners;
    }

    static List<String> sorted(Collection<?> ids) {
        List<String> words = new ArrayList<>();
        ids.forEach(id -> words.add(id.toString()));
        words.sort(null);
        return words;
    }
}
