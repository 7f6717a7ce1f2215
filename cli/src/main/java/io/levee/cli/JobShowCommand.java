package io.levee.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `levee job show`.
@Command(
        name = "show",
        description = "Shows a job: its attempts, what was found out about each, and what was mended.",
        footer = {"", "Example:  levee job show ID --as gus"})
final class JobShowCommand implements Callable<Integer> {
    private final Remote remote;

    @Mixin
    private final Shared shared = new Shared();

    @Parameters(paramLabel = "ID", description = "as `levee job list` lists it")
    @SuppressWarnings("NullAway.Init")
    private String id;

    JobShowCommand(Remote remote) {
        this.remote = remote;
    }

    @Override
    public Integer call() {
        JsonNode job = remote.apiAs(shared.person()).get("/v1/jobs/" + Api.encoded(id));
        if (!shared.printedAsJson(job)) {
            shared.out().print(JobOutput.text(job));
        }
        return Exit.DONE;
    }
}
