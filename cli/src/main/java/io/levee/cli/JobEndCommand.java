package io.levee.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `levee job end`.
@Command(
        name = "end",
        description = "Ends a job, with every process of it; nothing that it made is published.",
        footer = {"", "Example:  levee job end ID --as gus"})
final class JobEndCommand implements Callable<Integer> {
    private final Remote remote;

    @Mixin
    private final Shared shared = new Shared();

    @Parameters(paramLabel = "ID", description = "as `levee job list` lists it")
    @SuppressWarnings("NullAway.Init")
    private String id;

    JobEndCommand(Remote remote) {
        this.remote = remote;
    }

    @Override
    public Integer call() {
        JsonNode job = remote.apiAs(shared.person()).post("/v1/jobs/" + Api.encoded(id) + "/end", Map.of());
        if (!shared.printedAsJson(job)) {
            shared.out().println("it is being ended: `levee job show %s` says when".formatted(id));
        }
        return Exit.DONE;
    }
}
