package io.levee.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/// `levee token`: a short-lived token with which an agent acts for a person.
@Command(
        name = "token",
        description = "Prints a short-lived token with which an agent acts for a person.",
        footer = {"", "Example:  curl -H \"Authorization: Bearer $(levee token --agent report-writer --for ana)\" …"})
final class TokenCommand implements Callable<Integer> {
    private final Remote remote;

    @Mixin
    private final Shared shared = new Shared();

    @Option(names = "--agent", required = true, paramLabel = "AGENT", description = "who acts")
    @SuppressWarnings("NullAway.Init")
    private String agent;

    @Option(names = "--for", required = true, paramLabel = "PERSON", description = "whom it acts for")
    @SuppressWarnings("NullAway.Init")
    private String person;

    @Option(
            names = "--audience",
            defaultValue = "levee-gateway",
            description = "`levee-gateway` for calls, `levee-api` for Levee itself (default: ${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init")
    private String audience;

    TokenCommand(Remote remote) {
        this.remote = remote;
    }

    @Override
    public Integer call() {
        AgentTokens tokens = new AgentTokens(remote);
        JsonNode answer = tokens.exchange(agent, tokens.ticket(agent, person), audience);
        if (!shared.printedAsJson(answer)) {
            shared.out().println(answer.path("access_token").asString());
        }
        return Exit.DONE;
    }
}
