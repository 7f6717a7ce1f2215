package io.levee.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `levee resume`: one of the two different people that it takes.
@Command(
        name = "resume",
        description = "Lets a stopped scope run again. Two different people must say so: the first proposes (exit 3),"
                + " the second confirms (exit 0).",
        footer = {
            "",
            "Example:  levee resume STOP --reason 'fixed' --as cy;  levee resume STOP --reason 'seen' --as dee"
        })
final class ResumeCommand implements Callable<Integer> {
    private final Remote remote;

    @Mixin
    private final Shared shared = new Shared();

    @Parameters(paramLabel = "STOP", description = "the id that `levee stop` printed")
    @SuppressWarnings("NullAway.Init")
    private String stop;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "why it is safe, in one line")
    @SuppressWarnings("NullAway.Init")
    private String reason;

    ResumeCommand(Remote remote) {
        this.remote = remote;
    }

    @Override
    public Integer call() {
        JsonNode answer = remote.apiAs(shared.person())
                .post("/v1/stops/" + Api.encoded(stop) + "/resume", Map.of("reason", reason));
        boolean resumed = Text.of(answer, "state").equals("resumed");
        if (!shared.printedAsJson(answer)) {
            shared.out()
                    .println(
                            resumed
                                    ? "resumed: %s may run again".formatted(Text.of(answer, "scope"))
                                    : "proposed: the stop stays in force until a second person confirms");
        }
        return resumed ? Exit.DONE : Exit.HELD;
    }
}
