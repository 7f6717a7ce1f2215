package io.levee.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/// `levee stoppers`: could each of them stop something now?
@Command(
        name = "stoppers",
        description = {
            "Lists what stops agents on each layer, and whether it could when it was last tried.",
            "",
            "Each is tried on something that is nobody's. Exits 1 where one is disarmed."
        },
        footer = {"", "Example:  levee stoppers --as cy"})
final class StoppersCommand implements Callable<Integer> {
    private final Remote remote;

    @Mixin
    private final Shared shared = new Shared();

    StoppersCommand(Remote remote) {
        this.remote = remote;
    }

    @Override
    public Integer call() {
        JsonNode answer = remote.apiAs(shared.person()).get("/v1/stoppers");
        boolean disarmed = answer.path("stoppers")
                .valueStream()
                .anyMatch(one -> Text.of(one, "state").equals("disarmed"));
        boolean failed = answer.path("drills")
                .valueStream()
                .anyMatch(one -> !one.path("holds").asBoolean());
        int exit = disarmed || failed ? Exit.DENIED : Exit.DONE;
        if (shared.printedAsJson(answer)) {
            return exit;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("LAYER", "STOPPER", "STATE", "TRIED", "TOOK", "EVIDENCE"));
        for (JsonNode one : answer.path("stoppers")) {
            rows.add(List.of(
                    Text.of(one, "layer"),
                    Text.of(one, "stopper"),
                    Text.of(one, "state").equals("disarmed") ? "DISARMED" : Text.of(one, "state"),
                    Text.of(one, "at"),
                    Text.millis(one, "micros"),
                    Text.of(one, "evidence")));
        }
        shared.out()
                .println(
                        rows.size() == 1
                                ? "none was tried yet: the first time is 30 s after the start"
                                : Text.table(rows));
        for (JsonNode drill : answer.path("drills")) {
            shared.out().println();
            shared.out()
                    .println("%s drilled %s: %s"
                            .formatted(
                                    Text.of(drill, "replica"),
                                    Text.of(drill, "at"),
                                    drill.path("holds").asBoolean() ? "the switch works" : "THE SWITCH DOES NOT WORK"));
            if (!drill.path("stoppers").isEmpty()) {
                shared.out()
                        .println(Text.table(measured(drill.path("stoppers"))).stripTrailing());
            }
        }
        return exit;
    }

    private static List<List<String>> measured(JsonNode stoppers) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("LAYER", "STOPPER", "VERIFIED", "AFTER", "EFFECTS", "LAST", "LATE"));
        for (JsonNode one : stoppers) {
            rows.add(List.of(
                    Text.of(one, "layer"),
                    Text.of(one, "stopper"),
                    one.path("verified").asBoolean() ? "yes" : "NO",
                    Text.millis(one, "verifiedMicros"),
                    one.path("effects").asString(),
                    one.path("lastMicros").asLong() < 0 ? "before" : Text.millis(one, "lastMicros"),
                    one.path("late").asString()));
        }
        return rows;
    }
}
