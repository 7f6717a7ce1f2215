package io.levee.adapters.flink;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What skills want looked at that Flink's REST knows.
final class Evidence {
    private static final int TEXT_MAX = 800;

    private Evidence() {}

    static Map<String, String> of(FlinkRuns flink, String job, Set<String> words) {
        Map<String, String> found = new HashMap<>();
        for (String word : words) {
            Optional<String> text = switch (word) {
                case "checkpoints" -> flink.checkpoints(job).map(Evidence::checkpoints);
                case "restarts" -> flink.restarts(job).map("started again %s times"::formatted);
                case "slots" -> Optional.of(slots(flink.overview()));
                default -> Optional.empty();
            };
            text.ifPresent(it -> found.put(word, it.substring(0, Math.min(it.length(), TEXT_MAX))));
        }
        return found;
    }

    private static String checkpoints(JsonNode all) {
        JsonNode counts = all.path("counts");
        JsonNode latest = all.path("latest");
        String text = "%d completed, %d failed, %d restored"
                .formatted(
                        counts.path("completed").asLong(0),
                        counts.path("failed").asLong(0),
                        counts.path("restored").asLong(0));
        String path = latest.path("completed").path("external_path").asString("");
        String failure = latest.path("failed").path("failure_message").asString("");
        return text
                + (path.isEmpty() ? "" : "; the last is " + path)
                + (failure.isEmpty() ? "" : "; the last failure: " + failure);
    }

    private static String slots(JsonNode overview) {
        return "%d of %d slots are free, on %d TaskManagers; %d jobs run"
                .formatted(
                        overview.path("slots-available").asLong(0),
                        overview.path("slots-total").asLong(0),
                        overview.path("taskmanagers").asLong(0),
                        overview.path("jobs-running").asLong(0));
    }
}
