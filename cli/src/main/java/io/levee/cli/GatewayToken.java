package io.levee.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import tools.jackson.databind.JsonNode;

/// The token with which one agent calls the gateway for one person: fetched when it is first needed, exchanged for a
/// later one of the same session before it expires, and fetched anew when the session is over. Thread-safe.
final class GatewayToken implements McpBridge.Credential {
    private static final Duration BEFORE_IT_EXPIRES = Duration.ofSeconds(60);

    private final AgentTokens tokens;
    private final String agent;
    private final String person;
    private final InstantSource clock;
    private String token = "";
    private Instant until = Instant.MIN;

    GatewayToken(AgentTokens tokens, String agent, String person, InstantSource clock) {
        this.tokens = tokens;
        this.agent = agent;
        this.person = person;
        this.clock = clock;
    }

    @Override
    public synchronized String get() {
        if (token.isEmpty()) {
            take(tokens.ticket(agent, person));
        } else if (clock.instant().isAfter(until)) {
            renew();
        }
        return token;
    }

    /// After the gateway refused `refused`: the next [#get] asks again who may.
    @Override
    public synchronized void refused(String refused) {
        if (token.equals(refused)) {
            token = "";
        }
    }

    private void renew() {
        try {
            take(token);
        } catch (CommandFailure over) {
            take(tokens.ticket(agent, person));
        }
    }

    private void take(String subject) {
        JsonNode answer = tokens.exchange(agent, subject, "levee-gateway");
        token = Text.of(answer, "access_token");
        until = clock.instant().plusSeconds(answer.path("expires_in").asLong(0)).minus(BEFORE_IT_EXPIRES);
    }
}
