package io.levee.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `levee job release`.
@Command(
        name = "release",
        description =
                "Lets an agent run again what is in quarantine because it did others harm; a person decides that.",
        footer = {"", "Example:  levee job release ID --as gus"})
final class JobReleaseCommand implements Callable<Integer> {
    private final Remote remote;

    @Mixin
    private final Shared shared = new Shared();

    @Parameters(paramLabel = "ID", description = "as `levee job list` lists it")
    @SuppressWarnings("NullAway.Init")
    private String id;

    JobReleaseCommand(Remote remote) {
        this.remote = remote;
    }

    @Override
    public Integer call() {
        JsonNode job = remote.apiAs(shared.person()).post("/v1/jobs/" + Api.encoded(id) + "/release", Map.of());
        if (!shared.printedAsJson(job)) {
            shared.out()
                    .println("`%s` may run `%s` again"
                            .formatted(
                                    job.path("agent").stringValue(""),
                                    job.path("asset").stringValue("")));
        }
        return Exit.DONE;
    }
}
