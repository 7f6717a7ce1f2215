package io.levee.adapters.oauth;

import io.levee.identity.ActorId;
import io.levee.identity.Audience;
import io.levee.identity.Chain;
import io.levee.identity.SessionId;
import io.levee.identity.TokenId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What one token of Levee says, once its signature was found good.
///
/// @param ancestors the tokens it descends from, oldest first; revoking any of them revokes it
/// @param mayAct    the one agent that may exchange it; present exactly where the audience is the token endpoint
/// @param startedFrom the person's session from which this one was started
/// @param mintedAt  to the microsecond, unlike `iat`, so that it can be compared with a revocation
public record VerifiedToken(
        TokenId id,
        List<TokenId> ancestors,
        SessionId session,
        Optional<SessionId> startedFrom,
        Chain chain,
        Audience audience,
        Optional<ActorId> mayAct,
        Instant mintedAt,
        Instant expiresAt) {
    /// Exchanges in a row.
    public static final int ANCESTORS_MAX = 12;

    public VerifiedToken {
        ancestors = List.copyOf(ancestors);
        if (ancestors.size() > ANCESTORS_MAX) {
            throw new IllegalArgumentException(
                    "a token descends from at most %d others, not %d".formatted(ANCESTORS_MAX, ancestors.size()));
        }
        // INVARIANT: whoever holds a ticket for an agent cannot use it as the person or agent that asked for it
        if (mayAct.isPresent() != (audience == Audience.EXCHANGE)) {
            throw new IllegalArgumentException("a ticket names who may exchange it, and nothing else does");
        }
        if (mayAct.isPresent() && !mayAct.get().isAgent()) {
            throw new IllegalArgumentException("only an agent can exchange a ticket");
        }
    }

    /// The person's session from which a child that is of `other` was started.
    Optional<SessionId> origin(SessionId other) {
        return other.equals(session) ? startedFrom : Optional.of(session);
    }

    /// Itself and what it descends from: what its children descend from.
    List<TokenId> lineage() {
        List<TokenId> lineage = new ArrayList<>(ancestors);
        lineage.add(id);
        return List.copyOf(lineage);
    }
}
