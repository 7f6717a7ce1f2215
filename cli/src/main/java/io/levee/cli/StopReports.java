package io.levee.cli;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// A stop order in words.
final class StopReports {
    private StopReports() {}

    static String text(JsonNode stop) {
        return "stop %s  %s  %s  by %s: %s%n%s"
                .formatted(
                        Text.of(stop, "id"),
                        Text.of(stop, "scope"),
                        Text.of(stop, "state"),
                        Text.of(stop, "by"),
                        Text.of(stop, "reason"),
                        reports(stop));
    }

    /// What each replica answered to an order that went past the API.
    static String offline(JsonNode sent) {
        StringBuilder text = new StringBuilder("stop %s  %s  signed by %s: %s"
                .formatted(Text.of(sent, "id"), Text.of(sent, "scope"), Text.of(sent, "by"), Text.of(sent, "reason")));
        for (JsonNode replica : sent.path("replicas")) {
            text.append("%n%n%s  ".formatted(Text.of(replica, "door")));
            if (replica.path("answered").asBoolean() && replica.has("reports")) {
                text.append("%s, %s%n%s"
                        .formatted(
                                replica.path("kept").asBoolean() ? "kept on its disk" : "NOT kept on its disk",
                                replica.path("recorded").asBoolean()
                                        ? "recorded in the ledger"
                                        : "the ledger is told when it can be reached",
                                reports(replica)));
            } else {
                text.append(Text.of(replica, "why"));
            }
        }
        return text.toString();
    }

    private static String reports(JsonNode stop) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("LAYER", "STOPPER", "EFFECTIVE", "AFTER", "VERIFIED", "AFTER", "AFFECTED", "EVIDENCE"));
        for (JsonNode report : stop.path("reports")) {
            rows.add(List.of(
                    Text.of(report, "layer"),
                    Text.of(report, "stopper"),
                    report.path("effective").asBoolean() ? "yes" : "NO",
                    Text.millis(report, "micros"),
                    report.path("verified").asBoolean() ? "yes" : "NO",
                    Text.millis(report, "verifiedMicros"),
                    Text.of(report, "affected"),
                    evidence(report)));
        }
        return Text.table(rows);
    }

    /// What the stopper said, and what its probe found where that is something else.
    private static String evidence(JsonNode report) {
        String detail = Text.of(report, "detail");
        String evidence = Text.of(report, "evidence");
        return detail.equals(evidence) || evidence.isEmpty() ? detail : detail + "; " + evidence;
    }

    /// True where every layer that was asked for took hold, and was seen to.
    static boolean holds(JsonNode stop) {
        return stop.path("holds").asBoolean();
    }
}
