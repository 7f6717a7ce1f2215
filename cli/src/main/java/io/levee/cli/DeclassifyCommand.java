package io.levee.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `levee declassify`: a cleared person lets go what a session has read, to the one sink that refused it.
@Command(
        name = "declassify",
        description = {
            "Lets a session send what it has read to where a call was refused with label-not-cleared.",
            "Holds for that sink and for what was read by now. Whoever may do so is said by the policies of the source."
        },
        footer = {"", "Example:  levee declassify DECISION --reason 'totals only, no names' --as fay"})
final class DeclassifyCommand implements Callable<Integer> {
    private final Remote remote;

    @Mixin
    private final Shared shared = new Shared();

    @Parameters(paramLabel = "DECISION", description = "the refused call; its answer has the id")
    @SuppressWarnings("NullAway.Init")
    private String decision;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "why it may go there, in one line")
    @SuppressWarnings("NullAway.Init")
    private String reason;

    DeclassifyCommand(Remote remote) {
        this.remote = remote;
    }

    @Override
    public Integer call() {
        JsonNode answer = remote.apiAs(shared.person())
                .post("/v1/decisions/" + Api.encoded(decision) + "/declassify", Map.of("reason", reason));
        if (!shared.printedAsJson(answer)) {
            shared.out()
                    .printf(
                            "session %s may send %s to %s, until it reads more of it%n",
                            Text.of(answer, "session"),
                            String.join(", ", Text.strings(answer.path("labels"))),
                            String.join(", ", Text.strings(answer.path("sinks"))));
        }
        return Exit.DONE;
    }
}
