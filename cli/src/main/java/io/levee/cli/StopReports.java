package io.levee.cli;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// A stop order in words.
final class StopReports {
    private StopReports() {}

    static String text(JsonNode stop) {
        return "%s %s  %s  %s  by %s: %s%n%s%s"
                .formatted(
                        stop.path("freeze").asBoolean() ? "freeze" : "stop",
                        Text.of(stop, "id"),
                        Text.of(stop, "scope"),
                        Text.of(stop, "state"),
                        Text.of(stop, "by"),
                        Text.of(stop, "reason"),
                        ends(stop).isEmpty() ? "" : "ends by itself at %s%n".formatted(ends(stop)),
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
                    took(report, "effective"),
                    Text.millis(report, "micros"),
                    took(report, "verified"),
                    Text.millis(report, "verifiedMicros"),
                    Text.of(report, "affected"),
                    evidence(report)));
        }
        return Text.table(rows);
    }

    /// What only asks is never called stopped.
    private static String took(JsonNode report, String what) {
        if (!report.path(what).asBoolean()) {
            return "NO";
        }
        return report.path("asked").asBoolean() ? "asked" : "yes";
    }

    /// Empty where only people end it.
    static String ends(JsonNode stop) {
        return stop.path("expiresAt").isString() ? Text.of(stop, "expiresAt") : "";
    }

    static String words(JsonNode layers) {
        return String.join(", ", Text.strings(layers));
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
