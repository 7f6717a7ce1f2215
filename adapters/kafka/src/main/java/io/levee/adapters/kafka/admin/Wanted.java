package io.levee.adapters.kafka.admin;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The members of one body. Every complaint is an [IllegalArgumentException] for the caller.
final class Wanted {
    private static final int DEPTH_MAX = 4;
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH_MAX)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode root;
    private final Set<String> read = new HashSet<>();

    private Wanted(JsonNode root) {
        this.root = root;
    }

    static Wanted of(byte[] body) {
        try {
            JsonNode root = MAPPER.readTree(body);
            if (root.isObject()) {
                return new Wanted(root);
            }
        } catch (JacksonException _) {
            // one answer for both
        }
        throw new IllegalArgumentException("the body is no JSON object, or has a member twice");
    }

    int wanted(String member) {
        return whole(member)
                .orElseThrow(() -> new IllegalArgumentException("the member `%s` is missing".formatted(member)));
    }

    Optional<Integer> whole(String member) {
        return member(member).map(value -> {
            if (!value.isInt()) {
                throw new IllegalArgumentException("`%s` is no whole number".formatted(member));
            }
            return value.intValue();
        });
    }

    Optional<String> text(String member) {
        return member(member).map(value -> text(member, value));
    }

    /// Numbers may be sent as such.
    Map<String, String> texts(String member) {
        Map<String, String> all = new HashMap<>();
        object(member)
                .ifPresent(object -> object.properties()
                        .forEach(each -> all.put(
                                each.getKey(),
                                each.getValue().isIntegralNumber()
                                        ? each.getValue().asString()
                                        : text(each.getKey(), each.getValue()))));
        return all;
    }

    Map<String, Double> numbers(String member) {
        Map<String, Double> all = new HashMap<>();
        object(member)
                .ifPresent(object -> object.properties().forEach(each -> {
                    if (!each.getValue().isNumber()) {
                        throw new IllegalArgumentException("`%s` is no number".formatted(Naming.shown(each.getKey())));
                    }
                    all.put(each.getKey(), each.getValue().doubleValue());
                }));
        return all;
    }

    /// What nobody read is a slip of the caller's.
    void nothingElse() {
        Set<String> more = new TreeSet<>(root.propertyNames());
        more.removeAll(read);
        if (!more.isEmpty()) {
            throw new IllegalArgumentException("there is no member `%s`"
                    .formatted(Naming.shown(more.iterator().next())));
        }
    }

    private Optional<JsonNode> object(String member) {
        return member(member).map(value -> {
            if (!value.isObject()) {
                throw new IllegalArgumentException("`%s` is no object".formatted(member));
            }
            return value;
        });
    }

    private Optional<JsonNode> member(String member) {
        read.add(member);
        return root.optional(member).filter(it -> !it.isNull());
    }

    private static String text(String member, JsonNode value) {
        if (!value.isString()) {
            throw new IllegalArgumentException("`%s` is no text".formatted(Naming.shown(member)));
        }
        return value.stringValue();
    }
}
