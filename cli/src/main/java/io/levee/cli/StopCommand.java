package io.levee.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/// `levee stop`: the red button.
@Command(
        name = "stop",
        description =
                "Stops an agent, everybody who acts for a person, a team, a session, a job, calls of an operation,"
                        + " a tool or a model, every session that carries a label, or everything; prints what each layer"
                        + " reported, with measured times.",
        footer = {
            "",
            "Examples:  levee stop --agent report-writer --reason 'reads too much' --as cy",
            "           levee stop --everything --reason 'incident 4711' --as cy",
            "           levee stop model:claude/large-1 --for 30m --reason 'answers nonsense' --as cy",
            "           levee stop label:payroll --layer gateway --reason 'who sent it?' --as cy",
            "           levee stop --offline --agent report-writer --reason 'the API is down' --as cy"
        })
final class StopCommand implements Callable<Integer> {
    private final Remote remote;
    private final OfflineStop past;

    @Mixin
    private final Shared shared = new Shared();

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init")
    private ScopeOptions scope;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "why, in one line")
    @SuppressWarnings("NullAway.Init")
    private String reason;

    @Option(names = "--layer", paramLabel = "LAYER", description = "only this layer; repeat for more (default: all)")
    private List<String> layers = List.of();

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = Period.Reader.class,
            description = "it ends by itself after so long, 1 second to 30 days: `90s`, `30m`, `8h`, `2d`"
                    + " (default: two people end it)")
    private @Nullable Period lasting;

    @Option(
            names = "--offline",
            description = "sign the order with an operator's key and send it to the control door of each replica: needs"
                    + " neither the API nor the database")
    private boolean offline;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "with --offline: the operator's key (default: ~/.config/levee/operator-PERSON.key)")
    private @Nullable Path key;

    @Option(
            names = "--at",
            paramLabel = "URL",
            description = "with --offline: a replica's control door; repeat for more (default: that of this machine)")
    private List<URI> doors = List.of();

    StopCommand(Remote remote, OfflineStop past) {
        this.remote = remote;
        this.past = past;
    }

    @Override
    public Integer call() {
        if (offline) {
            if (lasting != null) {
                throw new CommandFailure(Exit.USAGE, "an order that is signed has no end: leave out `--for`");
            }
            return past();
        }
        if (key != null || !doors.isEmpty()) {
            throw new CommandFailure(Exit.USAGE, "`--key` and `--at` are for `--offline`: add it, or leave them out");
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("scope", scope.scope());
        body.put("reason", reason);
        if (!layers.isEmpty()) {
            body.put("layers", words(layers));
        }
        if (lasting != null) {
            body.put("expiresInSeconds", lasting.duration().toSeconds());
        }
        return order(remote, shared, body);
    }

    static int order(Remote remote, Shared shared, Map<String, Object> body) {
        JsonNode stop = remote.apiAs(shared.person()).post("/v1/stops", body);
        if (!shared.printedAsJson(stop)) {
            shared.out().println(StopReports.text(stop));
        }
        return StopReports.holds(stop) ? Exit.DONE : Exit.DENIED;
    }

    private int past() {
        String person = shared.person()
                .or(() -> remote.environment().apply("LEVEE_PERSON"))
                .orElseThrow(() -> new CommandFailure(Exit.USAGE, "who signs? add `--as PERSON`, or set LEVEE_PERSON"));
        Path file = key != null ? key : OperatorKeys.standard(person);
        JsonNode sent = past.send(new OfflineStop.Order(scope.scope(), words(layers), reason, person, file, doors));
        if (!shared.printedAsJson(sent)) {
            shared.out().println(StopReports.offline(sent));
        }
        boolean answered = sent.path("replicas")
                .valueStream()
                .anyMatch(one -> one.path("answered").asBoolean());
        return StopReports.holds(sent) ? Exit.DONE : answered ? Exit.DENIED : Exit.UNAVAILABLE;
    }

    static List<String> words(List<String> layers) {
        return layers.stream().map(layer -> layer.toLowerCase(Locale.ROOT)).toList();
    }
}
