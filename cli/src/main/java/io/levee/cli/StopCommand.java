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
        description = "Stops an agent, everybody who acts for a person, a team, a session, or everything; prints what"
                + " each layer reported, with measured times.",
        footer = {
            "",
            "Examples:  levee stop --agent report-writer --reason 'reads too much' --as cy",
            "           levee stop --everything --reason 'incident 4711' --as cy",
            "           levee stop --offline --agent report-writer --reason 'the API is down' --as cy"
        })
final class StopCommand implements Callable<Integer> {
    private final Remote remote;
    private final OfflineStop past;

    @Mixin
    private final Shared shared = new Shared();

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init")
    private Target target;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "why, in one line")
    @SuppressWarnings("NullAway.Init")
    private String reason;

    @Option(names = "--layer", paramLabel = "LAYER", description = "only this layer; repeat for more (default: all)")
    private List<String> layers = List.of();

    /// Exactly one of these.
    static final class Target {
        @Option(names = "--agent", paramLabel = "AGENT")
        private @Nullable String agent;

        @Option(names = "--person", paramLabel = "PERSON", description = "whoever acts for this person")
        private @Nullable String person;

        @Option(names = "--team", paramLabel = "TEAM", description = "the team's agents, and agents of its people")
        private @Nullable String team;

        @Option(names = "--session", paramLabel = "ID")
        private @Nullable String session;

        @Option(names = "--everything", description = "every agent")
        private boolean everything;

        String scope() {
            if (agent != null) {
                return "agent:" + agent;
            }
            if (person != null) {
                return "person:" + person;
            }
            if (team != null) {
                return "team:" + team;
            }
            if (session != null) {
                return "session:" + session;
            }
            if (everything) {
                return "everything";
            }
            throw new IllegalStateException("picocli let a command without a target through");
        }
    }

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
            return past();
        }
        if (key != null || !doors.isEmpty()) {
            throw new CommandFailure(Exit.USAGE, "`--key` and `--at` are for `--offline`: add it, or leave them out");
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("scope", target.scope());
        body.put("reason", reason);
        if (!layers.isEmpty()) {
            body.put(
                    "layers",
                    layers.stream().map(layer -> layer.toLowerCase(Locale.ROOT)).toList());
        }
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
        JsonNode sent = past.send(new OfflineStop.Order(
                target.scope(),
                layers.stream().map(layer -> layer.toLowerCase(Locale.ROOT)).toList(),
                reason,
                person,
                file,
                doors));
        if (!shared.printedAsJson(sent)) {
            shared.out().println(StopReports.offline(sent));
        }
        boolean answered = sent.path("replicas")
                .valueStream()
                .anyMatch(one -> one.path("answered").asBoolean());
        return StopReports.holds(sent) ? Exit.DONE : answered ? Exit.DENIED : Exit.UNAVAILABLE;
    }
}
