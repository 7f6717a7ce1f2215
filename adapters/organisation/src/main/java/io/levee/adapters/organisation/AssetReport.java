package io.levee.adapters.organisation;

import io.levee.catalog.Asset;
import io.levee.catalog.AssetId;
import io.levee.catalog.Catalog;
import io.levee.catalog.Team;
import io.levee.catalog.Touched;
import io.levee.catalog.Ways;
import io.levee.catalog.Ways.Step;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One asset: whose it is, what it needs, and what a change of it touches and why.
///
/// @param onCall empty where the owner is unknown
public record AssetReport(
        String asset,
        String owner,
        String onCall,
        String channel,
        String description,
        List<String> labels,
        List<String> clearedFor,
        List<String> dependsOn,
        List<String> dependents,
        List<String> reaches,
        BlastRadius blastRadius)
        implements OrgReport.Shown {
    private static final String MARGIN = "  %-11s%s\n";

    /// @param owners touched assets by team, the asset itself among them
    /// @param paths  for each reached asset the way to it; `=>` is said to reach, `<-` depends on
    /// @param cut    whether there are more than the catalog follows
    public record BlastRadius(
            List<String> reached, Map<String, List<String>> owners, Map<String, String> paths, boolean cut) {}

    static AssetReport of(Asset asset, Catalog catalog) {
        Optional<Team> team = catalog.team(asset.owner());
        return new AssetReport(
                asset.id().toString(),
                asset.owner().name(),
                team.map(it -> it.onCall().name()).orElse(""),
                team.map(Team::channel).orElse(""),
                asset.description(),
                asset.labels().stream().sorted().toList(),
                asset.clearedFor().stream().sorted().toList(),
                sorted(asset.dependsOn()),
                sorted(catalog.dependents(asset.id())),
                sorted(asset.reaches()),
                radius(asset.id(), catalog));
    }

    private static BlastRadius radius(AssetId id, Catalog catalog) {
        Touched touched = catalog.touchedBy(id);
        Map<String, List<String>> owners = new LinkedHashMap<>();
        touched.owners()
                .forEach((team, assets) -> owners.put(
                        team.name(), assets.stream().map(AssetId::toString).toList()));
        Map<String, String> paths = new LinkedHashMap<>();
        Ways.from(id, catalog).all().forEach((reached, steps) -> paths.put(reached.toString(), path(id, steps)));
        return new BlastRadius(sorted(touched.reached()), owners, paths, touched.cut());
    }

    private static String path(AssetId start, List<Step> steps) {
        StringBuilder path = new StringBuilder(start.toString());
        steps.forEach(step -> path.append(step.reaches() ? " => " : " <- ").append(step.to()));
        return path.toString();
    }

    @Override
    public int exit() {
        return OrgReport.DONE;
    }

    @Override
    public String text() {
        StringBuilder text = new StringBuilder(asset).append('\n');
        if (!description.isEmpty()) {
            text.append("  ").append(description).append('\n');
        }
        String call = onCall.isEmpty() ? owner : "%s, on call %s, %s".formatted(owner, onCall, channel);
        text.append(MARGIN.formatted("owner", call));
        line(text, "labels", labels);
        line(text, "clears", clearedFor);
        line(text, "depends on", dependsOn);
        line(text, "needed by", dependents);
        line(text, "reaches", reaches);
        return text.append('\n').append(radiusText()).toString();
    }

    private String radiusText() {
        if (blastRadius.reached().isEmpty()) {
            return "a change of it touches nothing else\n";
        }
        StringBuilder text = new StringBuilder("a change of it touches %s%s of %s (=> reaches, <- is needed by)\n"
                .formatted(
                        blastRadius.cut() ? "more than " : "",
                        CheckReport.number(blastRadius.reached().size(), "more assets"),
                        CheckReport.number(blastRadius.owners().size(), "teams")));
        blastRadius.owners().forEach((team, assets) -> {
            List<String> others =
                    assets.stream().filter(it -> !it.equals(asset)).toList();
            if (!others.isEmpty()) {
                text.append("  ").append(team).append('\n');
                others.forEach(it -> text.append(
                        "    %s\n      %s\n".formatted(it, blastRadius.paths().getOrDefault(it, ""))));
            }
        });
        return text.toString();
    }

    private static void line(StringBuilder text, String name, List<String> values) {
        if (!values.isEmpty()) {
            text.append(MARGIN.formatted(name, String.join(", ", values)));
        }
    }

    private static List<String> sorted(Collection<AssetId> ids) {
        return ids.stream().sorted().map(AssetId::toString).toList();
    }
}
