package io.levee.adapters.oauth;

import io.levee.consent.Runs;
import io.levee.facts.IdentityFact;
import io.levee.facts.Scope;
import io.levee.identity.ActorId;
import io.levee.ledger.Entry;
import io.levee.ledger.Follower;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Tokens that were issued and have not ended by themselves, for passports and for counting what a stop
/// revoked. Decides nothing: [Standing] does. One writer (the follower's thread), any number of
/// readers.
public final class LiveTokens implements Follower {
    /// Beyond this, the count is a lower bound.
    public static final int TOKENS_MAX = 100_000;

    private final InstantSource clock;
    private final Runs runs;
    private final Map<String, IdentityFact.TokenIssued> tokens = new ConcurrentHashMap<>();
    private int sinceSweep;

    public LiveTokens(InstantSource clock, Runs runs) {
        this.clock = clock;
        this.runs = runs;
    }

    @Override
    public void learned(Entry entry) {
        Instant now = clock.instant();
        switch (entry.fact()) {
            case IdentityFact.TokenIssued issued -> {
                if (++sinceSweep >= 1_024) {
                    sinceSweep = 0;
                    tokens.values().removeIf(token -> !token.expiresAt().isAfter(now));
                }
                if (issued.expiresAt().isAfter(now) && tokens.size() < TOKENS_MAX) {
                    tokens.put(issued.token().value(), issued);
                }
            }
            case IdentityFact.TokenRevoked revoked ->
                tokens.values()
                        .removeIf(token -> token.token().equals(revoked.token())
                                || token.parent()
                                        .filter(revoked.token()::equals)
                                        .isPresent());
            case IdentityFact.ScopeRevoked revoked -> tokens.values().removeIf(token -> covers(revoked.scope(), token));
            default -> {}
        }
    }

    /// Those in whose chain the agent is.
    public List<IdentityFact.TokenIssued> of(ActorId agent) {
        Instant now = clock.instant();
        return tokens.values().stream()
                .filter(token -> token.expiresAt().isAfter(now) && token.chain().contains(agent))
                .toList();
    }

    /// Those that the scope covers.
    public List<IdentityFact.TokenIssued> covered(Scope scope) {
        Instant now = clock.instant();
        return tokens.values().stream()
                .filter(token -> token.expiresAt().isAfter(now) && covers(scope, token))
                .toList();
    }

    private boolean covers(Scope scope, IdentityFact.TokenIssued token) {
        return scope.covers(runs.of(token.chain(), token.session(), token.startedFrom()));
    }
}
