package io.levee.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/// `levee stops`: the stop orders, newest first.
@Command(
        name = "stops",
        description = "Lists stop orders and freezes, newest first, and on which layers each is in force.",
        footer = {"", "Example:  levee stops --as cy"})
final class StopsCommand implements Callable<Integer> {
    private final Remote remote;

    @Mixin
    private final Shared shared = new Shared();

    StopsCommand(Remote remote) {
        this.remote = remote;
    }

    @Override
    public Integer call() {
        JsonNode answer = remote.apiAs(shared.person()).get("/v1/stops");
        if (shared.printedAsJson(answer)) {
            return Exit.DONE;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("STOP", "KIND", "SCOPE", "STATE", "ON", "HOLDS", "ENDS", "BY", "WHEN", "REASON"));
        for (JsonNode stop : answer.path("stops")) {
            rows.add(List.of(
                    Text.of(stop, "id"),
                    stop.path("freeze").asBoolean() ? "freeze" : "stop",
                    Text.of(stop, "scope"),
                    Text.of(stop, "state"),
                    StopReports.words(stop.path("inForce")),
                    holds(stop),
                    StopReports.ends(stop),
                    Text.of(stop, "by"),
                    Text.of(stop, "time"),
                    Text.of(stop, "reason")));
        }
        shared.out().println(rows.size() == 1 ? "no stop was ever ordered" : Text.table(rows));
        return Exit.DONE;
    }

    /// What has ended has nothing to hold.
    private static String holds(JsonNode stop) {
        if (stop.path("inForce").isEmpty()) {
            return "";
        }
        return stop.path("holds").asBoolean() ? "yes" : "NO";
    }
}
