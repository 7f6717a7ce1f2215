package io.levee.cli;

import java.util.LinkedHashMap;
import java.util.List;
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
        description = "Lets what is stopped or frozen run again. Two different people must say so, neither of them whom"
                + " it stopped: the first proposes (exit 3), the second confirms (exit 0).",
        footer = {
            "",
            "Examples:  levee resume STOP --reason 'fixed' --as cy;  levee resume STOP --reason 'seen' --as dee",
            "           levee resume STOP --layer gateway --reason 'only its calls' --as cy"
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

    @Option(
            names = "--layer",
            paramLabel = "LAYER",
            description = "let go only this layer; repeat for more (default: what was proposed, else all)")
    private List<String> layers = List.of();

    ResumeCommand(Remote remote) {
        this.remote = remote;
    }

    @Override
    public Integer call() {
        Map<String, Object> body = new LinkedHashMap<>(Map.of("reason", reason));
        if (!layers.isEmpty()) {
            body.put("layers", StopCommand.words(layers));
        }
        JsonNode answer = remote.apiAs(shared.person()).post("/v1/stops/" + Api.encoded(stop) + "/resume", body);
        boolean proposed = Text.of(answer, "state").equals("proposed");
        if (!shared.printedAsJson(answer)) {
            shared.out().println(proposed ? proposed(answer) : resumed(answer));
        }
        return proposed ? Exit.HELD : Exit.DONE;
    }

    private static String proposed(JsonNode answer) {
        return "proposed for %s: the order stays in force until a second person confirms"
                .formatted(StopReports.words(answer.path("resume").path("layers")));
    }

    private static String resumed(JsonNode answer) {
        String left = StopReports.words(answer.path("inForce"));
        return left.isEmpty()
                ? "resumed: %s may run again".formatted(Text.of(answer, "scope"))
                : "resumed in part: the order is still in force on %s".formatted(left);
    }
}
