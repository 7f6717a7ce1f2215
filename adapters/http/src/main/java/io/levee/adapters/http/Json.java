package io.levee.adapters.http;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// How this API reads and writes JSON: strictly. A member that nobody asked for, or the same one twice, is a mistake
/// that its sender wants to hear of.
public final class Json {
    static final int DEPTH_MAX = 32;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH_MAX)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private Json() {}

    /// Reads the body, or throws [BadInput].
    public static <T> T read(Context ctx, Class<T> type) {
        byte[] body = ctx.bodyAsBytes();
        try {
            T read = MAPPER.readValue(body, type);
            if (read == null) {
                throw new BadInput("the body is `null`: send a JSON object");
            }
            return read;
        } catch (JacksonException e) {
            // the parser's own message quotes the body
            String where = e.getLocation() == null
                    ? ""
                    : " at line %d, column %d"
                            .formatted(
                                    e.getLocation().getLineNr(), e.getLocation().getColumnNr());
            throw new BadInput("the body is not the JSON object that this endpoint takes%s".formatted(where));
        }
    }

    /// Reads what came as a part of another message, or throws [BadInput].
    static <T> T of(ObjectNode node, Class<T> type) {
        try {
            return MAPPER.treeToValue(node, type);
        } catch (JacksonException e) {
            throw new BadInput("the arguments are not those that this takes");
        }
    }

    /// Reads what came with Levee.
    static <T> T of(byte[] text, Class<T> type) {
        return MAPPER.readValue(text, type);
    }

    static ObjectNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    public static void write(Context ctx, int status, Object value) {
        ctx.status(status).contentType("application/json").result(bytes(value));
    }

    public static String text(Object value) {
        return new String(bytes(value), StandardCharsets.UTF_8);
    }

    static byte[] bytes(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }
}
