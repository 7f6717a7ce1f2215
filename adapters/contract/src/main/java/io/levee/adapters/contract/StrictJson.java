package io.levee.adapters.contract;

import io.levee.facts.ContractFact.Breach;
import io.levee.rooms.gateway.ContractRules;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads JSON in the one way in which every reader reads it; what two readers could take for two things is refused.
final class StrictJson {
    /// Collections inside collections.
    static final int DEPTH_MAX = 64;
    static final int TOKENS_MAX = 400_000;
    /// Digits of one number, and the greatest power of ten: what any reader's numbers can hold, or nearly.
    static final int DIGITS_MAX = 128;
    static final int EXPONENT_MAX = 400;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH_MAX)
                            .maxNumberLength(DIGITS_MAX)
                            .maxTokenCount(TOKENS_MAX)
                            .maxNameLength(4_096)
                            .maxStringLength(OperationContract.BODY_BYTES_MAX)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /// What was read, or why not.
    sealed interface Reading {
        record Read(JsonNode node) implements Reading {}

        record Refused(Breach breach) implements Reading {}
    }

    private StrictJson() {}

    static Reading read(byte[] bytes, String pointer) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return refused(pointer, "utf-8");
        }
        return read(text, pointer);
    }

    static Reading read(String text, String pointer) {
        try {
            JsonNode node = MAPPER.readTree(text);
            if (node == null || node.isMissingNode()) {
                return refused(pointer, ContractRules.MALFORMED);
            }
            return problem(node)
                    .<Reading>map(keyword -> refused(pointer, keyword))
                    .orElse(new Reading.Read(node));
        } catch (StreamConstraintsException e) {
            boolean deep = String.valueOf(e.getOriginalMessage()).contains("nesting");
            boolean digits = String.valueOf(e.getOriginalMessage()).contains("umber");
            return refused(pointer, deep ? "depth" : digits ? "number" : ContractRules.TOO_LARGE);
        } catch (NumberFormatException e) {
            return refused(pointer, "number"); // an exponent that no BigDecimal holds
        } catch (JacksonException e) {
            boolean twice = String.valueOf(e.getOriginalMessage()).startsWith("Duplicate");
            return refused(pointer, twice ? "duplicate-key" : ContractRules.MALFORMED);
        }
    }

    private static Reading.Refused refused(String pointer, String keyword) {
        return new Reading.Refused(new Breach(pointer, keyword));
    }

    /// What Jackson reads and others would not, or not alike. The tree is at most [#DEPTH_MAX] deep.
    private static Optional<String> problem(JsonNode node) {
        if (node.isBigDecimal()) {
            BigDecimal number = node.decimalValue();
            long exponent = (long) number.precision() - number.scale();
            return Math.abs(exponent) > EXPONENT_MAX ? Optional.of("number") : Optional.empty();
        }
        if (node.isString()) {
            return torn(node.stringValue()) ? Optional.of("utf-8") : Optional.empty();
        }
        if (node.isObject()) {
            for (var property : node.properties()) {
                if (torn(property.getKey())) {
                    return Optional.of("utf-8");
                }
            }
        }
        for (JsonNode child : node.isContainer() ? node.values() : List.<JsonNode>of()) {
            var found = problem(child);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /// Half of a character, as `\ud800` writes it.
    private static boolean torn(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return true;
            }
        }
        return false;
    }
}
