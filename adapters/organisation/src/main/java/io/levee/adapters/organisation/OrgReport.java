package io.levee.adapters.organisation;

import io.levee.adapters.organisation.yaml.Spelling;
import io.levee.catalog.AssetId;
import io.levee.catalog.Catalog;
import io.levee.organisation.Organisation;
import java.util.List;

/// What `org check` and `org show` say. Pure: readings and organisations in, records out, which are both
/// the JSON of `--json` and, by their `text()`, what people read.
public final class OrgReport {
    /// Exit codes of the command line.
    static final int DONE = 0;
    static final int BAD_INPUT = 2;

    private OrgReport() {}

    public static CheckReport check(String folder, Reading reading) {
        return CheckReport.of(folder, reading);
    }

    /// @param asset as somebody typed it: `topic:orders.v1`
    public static Shown show(Organisation organisation, String asset) {
        Catalog catalog = organisation.catalog();
        AssetId id;
        try {
            id = AssetId.parse(asset);
        } catch (IllegalArgumentException e) {
            return unknown(String.valueOf(e.getMessage()), asset, catalog);
        }
        return catalog.asset(id)
                .<Shown>map(found -> AssetReport.of(found, catalog))
                .orElseGet(() -> unknown("there is no asset `%s`".formatted(id), asset, catalog));
    }

    private static Shown unknown(String what, String asset, Catalog catalog) {
        List<String> ids =
                catalog.assets().stream().map(it -> it.id().toString()).toList();
        String name = asset.substring(asset.indexOf(':') + 1);
        List<String> sameName =
                ids.stream().filter(id -> id.endsWith(":" + name)).toList();
        String fix = sameName.isEmpty()
                ? Spelling.hint(asset, ids, "`levee org check` counts what there is; names are `kind:name`")
                : "did you mean `%s`?".formatted(String.join("`, `", sameName));
        return new Shown.Unknown(what, fix);
    }

    /// The answer of `org show`.
    public sealed interface Shown permits AssetReport, Shown.Unknown {
        String text();

        int exit();

        record Unknown(String what, String fix) implements Shown {
            @Override
            public String text() {
                return what + "\n  " + fix + "\n";
            }

            @Override
            public int exit() {
                return BAD_INPUT;
            }
        }
    }
}
