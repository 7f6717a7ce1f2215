package io.levee.adapters.oauth;

import io.levee.facts.IdentityFact;
import io.levee.facts.Run;
import io.levee.identity.TokenId;
import io.levee.ledger.Entry;
import io.levee.ledger.Follower;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/// What was revoked and has not ended by itself, folded from the ledger. One writer (the follower's thread), any number
/// of readers.
///
/// A token names its ancestors, so revoking one reaches all its children without keeping anything per token; and
/// because no child outlives its parent, what was revoked can be forgotten when it would have ended.
public final class Revocations implements Follower {
    /// Beyond this, the oldest are not dropped: everything minted until then counts as revoked.
    public static final int TOKENS_MAX = 200_000;
    /// Scope revocations kept apart; as above.
    public static final int SCOPES_MAX = 1_000;

    private static final int SWEEP_AFTER_MIN = 256;

    private final InstantSource clock;
    private final Map<String, Instant> tokens = new ConcurrentHashMap<>();
    private final List<IdentityFact.ScopeRevoked> scopes = new CopyOnWriteArrayList<>();
    private volatile Instant everythingUntil = Instant.EPOCH;
    private int sinceSweep;
    private int sweepAfter = SWEEP_AFTER_MIN;

    public Revocations(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void learned(Entry entry) {
        switch (entry.fact()) {
            case IdentityFact.TokenRevoked revoked -> {
                if (revoked.expiresAt().plus(Lifetimes.SKEW).isAfter(clock.instant())) {
                    tokens.put(revoked.token().value(), revoked.expiresAt());
                }
            }
            case IdentityFact.ScopeRevoked revoked -> {
                if (!forgettable(revoked.until(), clock.instant())) {
                    scopes.add(revoked);
                }
            }
            default -> {
                return;
            }
        }
        // a sweep costs its size, so it comes after as many entries
        if (++sinceSweep >= sweepAfter || tokens.size() > TOKENS_MAX || scopes.size() > SCOPES_MAX) {
            sinceSweep = 0;
            sweep(clock.instant());
            sweepAfter = Math.max(SWEEP_AFTER_MIN, size());
        }
    }

    /// The revoked token that this one is or descends from.
    Optional<TokenId> revoked(VerifiedToken token) {
        if (!token.mintedAt().isAfter(everythingUntil)) {
            return Optional.of(token.id());
        }
        if (tokens.isEmpty()) {
            return Optional.empty();
        }
        if (tokens.containsKey(token.id().value())) {
            return Optional.of(token.id());
        }
        for (TokenId ancestor : token.ancestors()) {
            if (tokens.containsKey(ancestor.value())) {
                return Optional.of(ancestor);
            }
        }
        return Optional.empty();
    }

    /// The revocation that covers everything minted for this run until then.
    Optional<IdentityFact.ScopeRevoked> covering(Instant mintedAt, Supplier<Run> run) {
        if (scopes.isEmpty()) {
            return Optional.empty();
        }
        Run of = run.get();
        for (IdentityFact.ScopeRevoked revoked : scopes) {
            if (!mintedAt.isAfter(revoked.until()) && revoked.scope().covers(of)) {
                return Optional.of(revoked);
            }
        }
        return Optional.empty();
    }

    int size() {
        return tokens.size() + scopes.size();
    }

    private void sweep(Instant now) {
        tokens.values().removeIf(expiresAt -> !expiresAt.plus(Lifetimes.SKEW).isAfter(now));
        scopes.removeIf(revoked -> forgettable(revoked.until(), now));
        // INVARIANT I7: being full never means yes
        if (tokens.size() > TOKENS_MAX || scopes.size() > SCOPES_MAX) {
            everythingUntil = now;
            tokens.clear();
            scopes.clear();
        }
    }

    private static boolean forgettable(Instant until, Instant now) {
        return until.plus(Lifetimes.TOKEN_MAX).plus(Lifetimes.SKEW).isBefore(now);
    }
}
