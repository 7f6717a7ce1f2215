package io.levee.cli;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// A stop order in words.
final class StopReports {
    private StopReports() {}

    static String text(JsonNode stop) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("LAYER", "STOPPER", "EFFECTIVE", "AFTER", "AFFECTED", "DETAIL"));
        for (JsonNode report : stop.path("reports")) {
            rows.add(List.of(
                    Text.of(report, "layer"),
                    Text.of(report, "stopper"),
                    report.path("effective").asBoolean() ? "yes" : "NO",
                    Text.millis(report, "micros"),
                    Text.of(report, "affected"),
                    Text.of(report, "detail")));
        }
        return "stop %s  %s  %s  by %s: %s%n%s"
                .formatted(
                        Text.of(stop, "id"),
                        Text.of(stop, "scope"),
                        Text.of(stop, "state"),
                        Text.of(stop, "by"),
                        Text.of(stop, "reason"),
                        Text.table(rows));
    }

    /// True where every layer that was asked for reported that it took hold.
    static boolean effective(JsonNode stop) {
        boolean all = stop.path("reports").size() > 0;
        for (JsonNode report : stop.path("reports")) {
            all &= report.path("effective").asBoolean();
        }
        return all;
    }
}
