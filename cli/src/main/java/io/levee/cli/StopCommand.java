package io.levee.cli;

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
            "           levee stop --everything --reason 'incident 4711' --as cy"
        })
final class StopCommand implements Callable<Integer> {
    private final Remote remote;

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

    StopCommand(Remote remote) {
        this.remote = remote;
    }

    @Override
    public Integer call() {
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
}
