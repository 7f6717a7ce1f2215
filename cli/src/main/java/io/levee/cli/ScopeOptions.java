package io.levee.cli;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What an order covers: exactly one of these.
final class ScopeOptions {
    @Parameters(
            index = "0",
            paramLabel = "SCOPE",
            description =
                    "as it is written everywhere: `agent:NAME`, `person:NAME`, `team:NAME`, `session:ID`, `job:ID`,"
                            + " `operation:API/ID`, `tool:SERVER/NAME`, `model:PROVIDER/NAME`, `label:NAME` or `everything`")
    private @Nullable String scope;

    @Option(names = "--agent", paramLabel = "AGENT")
    private @Nullable String agent;

    @Option(names = "--person", paramLabel = "PERSON", description = "whoever acts for this person")
    private @Nullable String person;

    @Option(names = "--team", paramLabel = "TEAM", description = "the team's agents, and agents of its people")
    private @Nullable String team;

    @Option(names = "--session", paramLabel = "ID", description = "and the sessions that were started from it")
    private @Nullable String session;

    @Option(names = "--job", paramLabel = "ID", description = "one program; its session goes on")
    private @Nullable String job;

    @Option(names = "--operation", paramLabel = "API/ID", description = "calls of one operation, whoever calls")
    private @Nullable String operation;

    @Option(names = "--tool", paramLabel = "SERVER/NAME", description = "calls of one tool, whoever calls")
    private @Nullable String tool;

    @Option(names = "--model", paramLabel = "PROVIDER/NAME", description = "calls of one version of a model")
    private @Nullable String model;

    @Option(names = "--label", paramLabel = "LABEL", description = "sessions that carry it, now or later")
    private @Nullable String label;

    @Option(names = "--everything", description = "every agent")
    private boolean everything;

    String scope() {
        if (scope != null) {
            return scope;
        }
        if (everything) {
            return "everything";
        }
        Map<String, @Nullable String> kinds = new TreeMap<>();
        kinds.put("agent", agent);
        kinds.put("person", person);
        kinds.put("team", team);
        kinds.put("session", session);
        kinds.put("job", job);
        kinds.put("operation", operation);
        kinds.put("tool", tool);
        kinds.put("model", model);
        kinds.put("label", label);
        for (Map.Entry<String, @Nullable String> kind : kinds.entrySet()) {
            if (kind.getValue() != null) {
                return kind.getKey() + ":" + kind.getValue();
            }
        }
        throw new IllegalStateException("picocli let a command without a scope through");
    }
}
