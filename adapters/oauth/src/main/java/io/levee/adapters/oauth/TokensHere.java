package io.levee.adapters.oauth;

import io.levee.facts.IdentityFact;
import io.levee.facts.Layer;
import io.levee.facts.StopFact;
import io.levee.ledger.Receipt;
import io.levee.rooms.stop.Stopper;
import java.util.List;

/// The identity layer of one replica that can tell nobody: no token of the scope stands here while the order is in
/// force ([Standing] asks for every call). They are revoked for ever, and everywhere, once the ledger has the order
/// ([TokenStopper]).
public final class TokensHere implements Stopper {
    private final LiveTokens live;
    private final Standing standing;

    public TokensHere(LiveTokens live, Standing standing) {
        this.live = live;
        this.standing = standing;
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
        return new Done(live.covered(order.scope()).size(), "refused here");
    }

    @Override
    public Proof verify(StopFact.Ordered order, Receipt at) {
        List<IdentityFact.TokenIssued> known = live.covered(order.scope());
        long passing = known.stream()
                .filter(token ->
                        standing.objection(TokenStopper.verified(token, at)).isEmpty())
                .count();
        return new Proof(passing == 0, "%d of %d tokens refused here".formatted(known.size() - passing, known.size()));
    }
}
