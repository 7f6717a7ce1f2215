package io.levee.adapters.mcp;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// JSON as everybody on both sides reads it the same way: UTF-8, each name once, nothing after the end, numbers that a
/// reader can hold. What was read is written again from the same tree, so what was judged is what is sent.
final class Wire {
    /// Of one message in either direction.
    static final int MESSAGE_BYTES_MAX = 4 << 20;
    static final int DEPTH_MAX = 64;
    static final int TOKENS_MAX = 100_000;
    static final int DIGITS_MAX = 64;
    static final int EXPONENT_MAX = 400;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH_MAX)
                            .maxTokenCount(TOKENS_MAX)
                            .maxNumberLength(DIGITS_MAX)
                            .maxNameLength(1_024)
                            .maxStringLength(MESSAGE_BYTES_MAX)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Wire() {}

    static JsonNode read(byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw McpRefusal.NOT_UTF8.because("");
        }
        return read(text);
    }

    static JsonNode read(String text) {
        JsonNode node;
        try {
            node = JSON.readTree(text);
        } catch (StreamConstraintsException e) {
            boolean number = String.valueOf(e.getMessage()).contains("Number");
            throw (number ? McpRefusal.NUMBER : McpRefusal.TOO_DEEP).because("");
        } catch (JacksonException e) {
            var at = e.getLocation();
            throw McpRefusal.NOT_JSON.because(
                    at == null ? "" : "line %d, column %d".formatted(at.getLineNr(), at.getColumnNr()));
        }
        if (node == null || node.isMissingNode()) {
            throw McpRefusal.NOT_JSON.because("it is empty");
        }
        check(node);
        return node;
    }

    static byte[] bytes(JsonNode node) {
        return text(node).getBytes(StandardCharsets.UTF_8);
    }

    static String text(JsonNode node) {
        return JSON.writeValueAsString(node);
    }

    /// The same words one by one, with where they stand.
    static JsonParser parser(String text) {
        return JSON.createParser(text);
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /// What no reader could hold, or UTF-8 could not carry on. Depth is bounded by the parser.
    private static void check(JsonNode node) {
        if (node.isBigDecimal()) {
            var number = node.decimalValue();
            long exponent = (long) number.precision() - number.scale();
            if (Math.abs(exponent) > EXPONENT_MAX || Math.abs((long) number.scale()) > EXPONENT_MAX) {
                throw McpRefusal.NUMBER.because("");
            }
        } else if (node.isString()) {
            encodable(node.stringValue());
        } else if (node.isObject()) {
            node.propertyNames().forEach(Wire::encodable);
            node.forEach(Wire::check);
        } else if (node.isArray()) {
            node.forEach(Wire::check);
        }
    }

    private static void encodable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                try {
                    var _ = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
                    return;
                } catch (CharacterCodingException e) {
                    throw McpRefusal.NOT_JSON.because("half a surrogate pair");
                }
            }
        }
    }
}
