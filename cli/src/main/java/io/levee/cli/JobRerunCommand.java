package io.levee.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `levee job rerun`.
@Command(
        name = "rerun",
        description = "Runs a job of yours again, with settings that are different, and waits for its end.",
        footer = {"", "Example:  levee job rerun ID --set spark.driver.memory=2g --as gus"})
final class JobRerunCommand implements Callable<Integer> {
    private final Remote remote;

    @Mixin
    private final JobOutput output = new JobOutput();

    @Option(names = "--as", paramLabel = "PERSON", description = "who is asking (default: $LEVEE_PERSON)")
    private @Nullable String person;

    @Parameters(paramLabel = "ID", description = "as `levee job list` lists it")
    @SuppressWarnings("NullAway.Init")
    private String id;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "a setting of the engine, or a variable in capitals; repeat for more")
    private List<String> changes = List.of();

    @Option(names = "--detach", description = "do not wait for its end")
    private boolean detach;

    JobRerunCommand(Remote remote) {
        this.remote = remote;
    }

    @Override
    public Integer call() throws InterruptedException {
        Api api = remote.apiAs(Optional.ofNullable(person));
        JsonNode begun = api.post("/v1/jobs/" + Api.encoded(id) + "/rerun", Map.of("changes", changes));
        return output.answer(detach ? begun : output.await(api, begun), detach);
    }
}
