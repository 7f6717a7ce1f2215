package io.levee.adapters.oauth;

import io.levee.facts.IdentityFact;
import io.levee.identity.ActorId;
import io.levee.ledger.Ledger;
import io.levee.ledger.Origin;
import io.levee.ledger.Receipt;
import io.levee.ledger.ReplicaView;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;

/// Ends a token and everything that descends from it (RFC 7009). It is done when every live replica has seen it, so
/// the next call is refused wherever it arrives.
public final class TokenRevocation {
    /// A replica that has not heard in this time denies by itself ([io.levee.ledger.Freshness]).
    public static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final int REASON_MAX = 256;

    private final TokenVerifier tokens;
    private final Ledger ledger;
    private final ReplicaView replicas;
    private final InstantSource clock;

    public TokenRevocation(TokenVerifier tokens, Ledger ledger, ReplicaView replicas, InstantSource clock) {
        this.tokens = tokens;
        this.ledger = ledger;
        this.replicas = replicas;
        this.clock = clock;
    }

    public sealed interface Outcome {
        record Revoked() implements Outcome {}

        /// Not a token of ours, or one that has ended: nothing to do, and by RFC 7009 no error.
        record NothingToDo() implements Outcome {}

        /// It is none of theirs.
        record NotTheirs() implements Outcome {}

        /// It is recorded; these replicas had not said that they know.
        record NotYetEverywhere(Set<Origin> missing) implements Outcome {
            public NotYetEverywhere {
                missing = Set.copyOf(missing);
            }
        }
    }

    /// By whoever is in the chain, or by the agent that a ticket names.
    public Outcome revoke(ActorId by, String token, String reason) {
        if (!(tokens.read(token) instanceof TokenCheck.Good(var read))) {
            return new Outcome.NothingToDo();
        }
        boolean theirs =
                read.chain().contains(by) || read.mayAct().filter(by::equals).isPresent();
        if (!theirs) {
            return new Outcome.NotTheirs();
        }
        if (!clock.instant().isBefore(read.expiresAt().plus(Lifetimes.SKEW))) {
            return new Outcome.NothingToDo();
        }
        String kept = reason.length() <= REASON_MAX ? reason : reason.substring(0, REASON_MAX);
        Receipt receipt = ledger.write(new IdentityFact.TokenRevoked(read.id(), by, kept, read.expiresAt()));
        Set<Origin> missing = replicas.awaitSeen(receipt, PATIENCE);
        return missing.isEmpty() ? new Outcome.Revoked() : new Outcome.NotYetEverywhere(missing);
    }
}
