package io.levee.catalog;

import java.util.Optional;
import java.util.regex.Pattern;

/// Names an asset. Written `kind:name`: `topic:orders.v1`, `table:sales.orders`, `operation:warehouse/runQuery`.
public record AssetId(String kind, String name) implements Comparable<AssetId> {
    public static final int LENGTH_MAX = 200;
    /// The kind of an API operation; its name is `api/operationId`.
    public static final String OPERATION = "operation";
    /// The kind of a tool of an MCP server; its name is `server/tool`.
    public static final String TOOL = "tool";
    /// The kind of a version of a model; its name is `provider/model`.
    public static final String MODEL = "model";
    /// The kind of an API.
    public static final String API = "api";

    private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._/@{}-]*");

    public AssetId {
        if (!KIND.matcher(kind).matches()) {
            throw new IllegalArgumentException(
                    "asset kind `%s` is not a word of lower case letters, digits and hyphens".formatted(kind));
        }
        if (name.length() > LENGTH_MAX || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("asset name `%s` is not 1 to %d letters, digits and `. _ / @ { } -`"
                    .formatted(name.length() > LENGTH_MAX ? name.substring(0, LENGTH_MAX) : name, LENGTH_MAX));
        }
    }

    public static AssetId parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException(
                    "`%s` names no asset: write `kind:name`, as in `topic:orders`".formatted(text));
        }
        return new AssetId(text.substring(0, colon), text.substring(colon + 1));
    }

    /// Empty where this is no name of an asset: for text that came with a call.
    public static Optional<AssetId> of(String kind, String name) {
        boolean fits = name.length() <= LENGTH_MAX
                && KIND.matcher(kind).matches()
                && NAME.matcher(name).matches();
        return fits ? Optional.of(new AssetId(kind, name)) : Optional.empty();
    }

    public static AssetId operation(String api, String operationId) {
        return new AssetId(OPERATION, api + "/" + operationId);
    }

    public static AssetId tool(String server, String tool) {
        return new AssetId(TOOL, server + "/" + tool);
    }

    /// Whether this is an operation or a tool: its name begins with that of its API.
    public boolean isOfApi() {
        return kind.equals(OPERATION) || kind.equals(TOOL);
    }

    /// The API that this is, or is a part of; empty for everything else.
    public String api() {
        return switch (kind) {
            case API -> name;
            case OPERATION, TOOL, MODEL -> name.substring(0, Math.max(0, name.indexOf('/')));
            default -> "";
        };
    }

    @Override
    public int compareTo(AssetId other) {
        int byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return kind + ":" + name;
    }
}
