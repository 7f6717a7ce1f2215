package io.levee.app.operator;

import io.levee.cli.Exit;
import io.levee.cli.OperatorKeys;
import io.levee.identity.ActorId;
import io.levee.ledger.proof.NoteSigner;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/// `levee operator-key`: the key whose orders every replica obeys.
@Command(
        name = "operator-key",
        description = {
            "Makes the key with which you sign orders that need no API, or shows the public half of the one that is there.",
            "",
            "The private half stays in the file. Add what is printed to levee.yaml: whoever has the key of an operator",
            "there can stop everything, and sign waivers (see staleness-waiver)."
        },
        footer = {"", "Example:  levee operator-key --as cy"})
public final class OperatorKeyCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before it runs the command
    private CommandSpec spec;

    @Option(names = "--as", required = true, paramLabel = "PERSON", description = "whose key it is, as in people.yaml")
    @SuppressWarnings("NullAway.Init")
    private String person;

    @Option(names = "--key", paramLabel = "FILE", description = "default: ~/.config/levee/operator-PERSON.key")
    private @Nullable Path key;

    @Option(names = "--json", description = "print one JSON object instead of text")
    private boolean json;

    @Override
    public Integer call() {
        ActorId operator = ActorId.person(person);
        Path file = key != null ? key : OperatorKeys.standard(person);
        NoteSigner signer = OperatorKey.loadOrCreate(file, operator);
        Map<String, String> told = new LinkedHashMap<>();
        told.put("person", person);
        told.put("key", signer.logKey().toString());
        told.put("file", file.toString());
        spec.commandLine()
                .getOut()
                .println(
                        json
                                ? new JsonMapper().writeValueAsString(told)
                                : "operators:   # in levee.yaml%n  - person: %s%n    key: %s"
                                        .formatted(person, signer.logKey()));
        spec.commandLine().getOut().flush();
        return Exit.DONE;
    }
}
