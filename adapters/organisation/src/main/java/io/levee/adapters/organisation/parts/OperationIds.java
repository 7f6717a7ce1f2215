package io.levee.adapters.organisation.parts;

import io.levee.catalog.AssetId;
import java.util.Locale;
import java.util.regex.Pattern;

/// What an operation is called here: its `operationId`, with a hyphen for each run of characters that no name has.
final class OperationIds {
    private static final Pattern FOREIGN = Pattern.compile("[^A-Za-z0-9._/@{}-]+");
    private static final Pattern FOREIGN_FIRST = Pattern.compile("^[^A-Za-z0-9_]+");

    private OperationIds() {}

    /// Throws [IllegalArgumentException].
    static String written(String api, String operationId) {
        String name = FOREIGN.matcher(FOREIGN_FIRST.matcher(operationId).replaceFirst(""))
                .replaceAll("-");
        return fits(api, name, "operationId `%s` makes no name".formatted(operationId));
    }

    /// Throws [IllegalArgumentException].
    static String made(String api, String method, String path) {
        String name = method + FOREIGN.matcher(path).replaceAll("-");
        return fits(
                api,
                name,
                "%s `%s` has no `operationId`, and is too long to be one"
                        .formatted(method.toUpperCase(Locale.ROOT), path));
    }

    private static String fits(String api, String name, String what) {
        if (name.isEmpty() || api.length() + 1 + name.length() > AssetId.LENGTH_MAX) {
            throw new IllegalArgumentException("%s: give it an `operationId` of 1 to %d letters, digits and `. _ / -`"
                    .formatted(what, AssetId.LENGTH_MAX - api.length() - 1));
        }
        return name;
    }
}
