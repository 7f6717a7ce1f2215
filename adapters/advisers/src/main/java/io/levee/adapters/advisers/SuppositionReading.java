package io.levee.adapters.advisers;

import io.levee.rooms.jobs.supposing.Answer;
import io.levee.rooms.jobs.supposing.Supposition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Reads suppositions exactly as the schema has them; what is not like that is counted, not guessed.
final class SuppositionReading {
    /// Of one answer; what comes after is not read.
    static final int READ_MAX = 20;

    private static final int LINES_MAX = 20;
    private static final Set<String> TEXTS = Set.of("cause", "remedy", "confidence");

    private SuppositionReading() {}

    static Answer of(JsonNode root) {
        JsonNode all = root.path("hypotheses");
        if (!root.isObject() || root.size() != 1 || !all.isArray()) {
            return new Answer.None(Answer.Why.SILENT);
        }
        List<Supposition> read = new ArrayList<>();
        int malformed = Math.max(0, all.size() - READ_MAX);
        for (JsonNode each : all.values().stream().limit(READ_MAX).toList()) {
            if (isSupposition(each)) {
                read.add(supposition(each));
            } else {
                malformed++;
            }
        }
        return new Answer.Said(read, malformed);
    }

    private static boolean isSupposition(JsonNode node) {
        JsonNode lines = node.path("lines");
        return node.isObject()
                && node.size() == TEXTS.size() + 1
                && TEXTS.stream().allMatch(name -> node.path(name).isString())
                && lines.isArray()
                && lines.size() <= LINES_MAX
                && lines.values().stream().allMatch(SuppositionReading::isQuote);
    }

    private static boolean isQuote(JsonNode node) {
        return node.isObject()
                && node.size() == 3
                && node.path("file").isString()
                && node.path("text").isString()
                && node.path("line").isIntegralNumber()
                && node.path("line").canConvertToLong();
    }

    private static Supposition supposition(JsonNode node) {
        return new Supposition(
                node.path("cause").asString(),
                node.path("lines").values().stream()
                        .map(it -> new Supposition.Quote(
                                it.path("file").asString(),
                                it.path("line").asLong(),
                                it.path("text").asString()))
                        .toList(),
                node.path("remedy").asString(),
                node.path("confidence").asString());
    }
}
