package io.levee.adapters.models;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a request to a provider asks for, as far as it matters who may. Pure.
///
/// @param model     as the body names it
/// @param textChars characters of text that it sends: what its tokens are estimated from
public record ModelRequest(String model, long textChars) {
    public static final int BYTES_MAX = 16 * 1024 * 1024;
    private static final int DEPTH_MAX = 64;

    /// Keys that refer to what the provider keeps under the key that all share. Whoever guessed an id would read what
    /// somebody else asked.
    private static final Set<String> KEPT_BY_PROVIDER =
            Set.of("previous_response_id", "conversation", "container", "background", "prompt");
    /// What may be in `tools`: descriptions of what the caller itself runs.
    private static final Set<String> OWN_TOOLS = Set.of("function", "custom");

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH_MAX)
                            .maxNumberLength(100)
                            .maxStringLength(BYTES_MAX)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    /// Why a body is no request that may go on.
    public sealed interface Parsed {
        record Request(ModelRequest request) implements Parsed {}

        /// @param what without a value of the body
        record Malformed(String what) implements Parsed {}

        /// It would have the provider act, or read what it keeps, where nobody decides about it.
        ///
        /// @param what the key, or the kind of tool
        record ActsElsewhere(String what) implements Parsed {}
    }

    /// @param hostedTools whether tools that the provider runs may be asked for
    public static Parsed parse(byte[] body, boolean hostedTools) {
        JsonNode root;
        try {
            root = JSON.readTree(body);
        } catch (JacksonException e) {
            return new Parsed.Malformed("the body is no JSON, has a key twice, or is nested deeper than " + DEPTH_MAX);
        }
        JsonNode model = root.path("model");
        if (!root.isObject() || !model.isString() || model.asString().isEmpty()) {
            return new Parsed.Malformed("the body names no `model`");
        }
        Optional<String> elsewhere = hostedTools ? Optional.empty() : actsElsewhere(root);
        return elsewhere
                .<Parsed>map(Parsed.ActsElsewhere::new)
                .orElseGet(() -> new Parsed.Request(new ModelRequest(model.asString(), Text.chars(root))));
    }

    private static Optional<String> actsElsewhere(JsonNode root) {
        for (String key : KEPT_BY_PROVIDER) {
            JsonNode value = root.path(key);
            if (!value.isMissingNode() && !value.isNull() && !(value.isBoolean() && !value.asBoolean())) {
                return Optional.of(key);
            }
        }
        if (!root.path("mcp_servers").isMissingNode()) {
            return Optional.of("mcp_servers");
        }
        if (root.has("web_search_options")) {
            return Optional.of("web_search_options");
        }
        for (JsonNode tool : root.path("tools").isArray() ? root.path("tools") : List.<JsonNode>of()) {
            String type = tool.path("type").asString("function"); // Anthropic's own tools of the caller have no type
            if (!OWN_TOOLS.contains(type)) {
                return Optional.of("tool of type " + (type.matches("[a-z0-9_]{1,64}") ? type : "unknown"));
            }
        }
        return Fetched.in(root);
    }
}
