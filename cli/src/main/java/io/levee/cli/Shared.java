package io.levee.cli;

import java.io.PrintWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What every command takes: `--json` and `--as`.
final class Shared {
    private static final JsonMapper JSON = new JsonMapper();

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli fills it before it runs the command
    private CommandSpec spec;

    @Option(names = "--json", description = "print one JSON object instead of text")
    private boolean json;

    @Option(names = "--as", paramLabel = "PERSON", description = "who is asking (default: $LEVEE_PERSON)")
    private @Nullable String person;

    Optional<String> person() {
        return Optional.ofNullable(person);
    }

    boolean json() {
        return json;
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /// Prints the answer as JSON where that was asked for, and says whether it did.
    boolean printedAsJson(Object answer) {
        if (json) {
            out().println(answer instanceof JsonNode node ? node.toString() : JSON.writeValueAsString(answer));
        }
        return json;
    }
}
