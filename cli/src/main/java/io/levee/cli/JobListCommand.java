package io.levee.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/// `levee job list`.
@Command(
        name = "list",
        description = "Lists your jobs, newest first; for whoever may audit, everybody's.",
        footer = {"", "Example:  levee job list --as gus"})
final class JobListCommand implements Callable<Integer> {
    private final Remote remote;

    @Mixin
    private final Shared shared = new Shared();

    JobListCommand(Remote remote) {
        this.remote = remote;
    }

    @Override
    public Integer call() {
        JsonNode answer = remote.apiAs(shared.person()).get("/v1/jobs");
        if (shared.printedAsJson(answer)) {
            return Exit.DONE;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("JOB", "STATE", "TRIES", "AGENT", "FOR", "ASSET", "SINCE", "WHY"));
        for (JsonNode job : answer.path("jobs")) {
            String outcome = Text.of(job, "outcome");
            rows.add(List.of(
                    Text.of(job, "id"),
                    outcome.isEmpty() ? Text.of(job, "state") : outcome,
                    String.valueOf(job.path("attempts").size()),
                    Text.of(job, "agent"),
                    Text.of(job, "person"),
                    Text.of(job, "asset"),
                    Text.of(job, "admittedAt"),
                    Text.of(job, "why")));
        }
        shared.out().println(rows.size() == 1 ? "no job yet: `levee job run --help`" : Text.table(rows));
        return Exit.DONE;
    }
}
