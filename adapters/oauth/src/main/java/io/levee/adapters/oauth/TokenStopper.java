package io.levee.adapters.oauth;

import io.levee.facts.IdentityFact;
import io.levee.facts.Layer;
import io.levee.facts.StopFact;
import io.levee.ledger.Ledger;
import io.levee.ledger.Origin;
import io.levee.ledger.Receipt;
import io.levee.ledger.ReplicaView;
import io.levee.rooms.stop.Stopper;
import java.time.InstantSource;
import java.util.Set;

/// Stops on the identity layer: every token of the scope is revoked and stays so, also after somebody
/// resumed. While the order is open none is minted ([Standing]).
public final class TokenStopper implements Stopper {
    private final LiveTokens live;
    private final Ledger ledger;
    private final ReplicaView replicas;
    private final InstantSource clock;

    public TokenStopper(LiveTokens live, Ledger ledger, ReplicaView replicas, InstantSource clock) {
        this.live = live;
        this.ledger = ledger;
        this.replicas = replicas;
        this.clock = clock;
    }

    @Override
    public Layer layer() {
        return Layer.IDENTITY;
    }

    @Override
    public String name() {
        return "tokens";
    }

    @Override
    public Done stop(StopFact.Ordered order, Receipt at) {
        long affected = live.covered(order.scope());
        Receipt receipt = ledger.write(new IdentityFact.ScopeRevoked(order.scope(), clock.instant(), order.stop()));
        Set<Origin> missing = replicas.awaitSeen(receipt, TokenRevocation.PATIENCE);
        if (!missing.isEmpty()) {
            throw new IllegalStateException("not yet seen by %s".formatted(missing));
        }
        return new Done(affected, "revoked at %s".formatted(receipt));
    }
}
