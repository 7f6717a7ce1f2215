package io.levee.adapters.advisers;

import io.levee.rooms.review.advice.Advice;
import io.levee.rooms.review.advice.Claim;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Reads claims exactly as the schema has them; what is not like that is counted, not guessed.
final class ClaimReading {
    /// Of one answer; what comes after is not read.
    static final int CLAIMS_MAX = 100;

    private static final Set<String> TEXTS = Set.of("file", "quote", "kind", "id", "says", "severity", "message");

    private ClaimReading() {}

    static Advice of(JsonNode root, Advice.Used used) {
        JsonNode claims = root.path("claims");
        if (!root.isObject() || root.size() != 1 || !claims.isArray()) {
            return new Advice.Silent("its answer is not as asked", used);
        }
        List<Claim> read = new ArrayList<>();
        int malformed = Math.max(0, claims.size() - CLAIMS_MAX);
        for (JsonNode claim : claims.values().stream().limit(CLAIMS_MAX).toList()) {
            if (isClaim(claim)) {
                read.add(claim(claim));
            } else {
                malformed++;
            }
        }
        return new Advice.Said(read, malformed, used);
    }

    private static boolean isClaim(JsonNode node) {
        return node.isObject()
                && node.size() == TEXTS.size() + 1
                && node.path("line").isIntegralNumber()
                && node.path("line").canConvertToInt()
                && TEXTS.stream().allMatch(name -> node.path(name).isString());
    }

    private static Claim claim(JsonNode node) {
        return new Claim(
                node.path("file").asString(),
                node.path("line").asInt(),
                node.path("quote").asString(),
                node.path("kind").asString(),
                node.path("id").asString(),
                node.path("says").asString(),
                node.path("severity").asString(),
                node.path("message").asString());
    }
}
