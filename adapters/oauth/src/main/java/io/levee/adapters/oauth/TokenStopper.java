package io.levee.adapters.oauth;

import io.levee.facts.IdentityFact;
import io.levee.facts.Layer;
import io.levee.facts.Scope;
import io.levee.facts.StopFact;
import io.levee.facts.StopId;
import io.levee.identity.Audience;
import io.levee.ledger.Ledger;
import io.levee.ledger.Origin;
import io.levee.ledger.Receipt;
import io.levee.ledger.ReplicaView;
import io.levee.rooms.stop.Stopper;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Stops on the identity layer: every token of the scope is revoked and stays so, also after somebody
/// resumed. While the order is open none is minted ([Standing]).
public final class TokenStopper implements Stopper {
    /// Tokens of one order that the probe asks after, and orders whose tokens are remembered.
    private static final int PROBED_MAX = 100;

    private static final int ORDERS_MAX = 256;

    private final LiveTokens live;
    private final Standing standing;
    private final Ledger ledger;
    private final ReplicaView replicas;
    private final InstantSource clock;
    /// What stood when the order came; guarded by itself.
    private final Map<StopId, List<IdentityFact.TokenIssued>> stood = new LinkedHashMap<>();

    public TokenStopper(LiveTokens live, Standing standing, Ledger ledger, ReplicaView replicas, InstantSource clock) {
        this.live = live;
        this.standing = standing;
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
        List<IdentityFact.TokenIssued> covered = live.covered(order.scope());
        remember(order.stop(), covered);
        Receipt receipt = at;
        for (Scope scope : revoked(order.scope(), covered)) {
            receipt = ledger.write(new IdentityFact.ScopeRevoked(scope, clock.instant(), order.stop()));
        }
        Set<Origin> missing = replicas.awaitSeen(receipt, TokenRevocation.PATIENCE);
        if (!missing.isEmpty()) {
            throw new IllegalStateException("not yet seen by %s".formatted(missing));
        }
        return new Done(covered.size(), "revoked at %s".formatted(receipt));
    }

    /// Sessions carry a label now that others may carry later: those that have it are revoked by their names.
    private static List<Scope> revoked(Scope scope, List<IdentityFact.TokenIssued> covered) {
        return scope instanceof Scope.Label
                ? covered.stream()
                        .map(IdentityFact.TokenIssued::session)
                        .distinct()
                        .<Scope>map(Scope.Session::new)
                        .toList()
                : List.of(scope);
    }

    /// Asks what every call is asked: whether a token that stood when the order came would pass now.
    @Override
    public Proof verify(StopFact.Ordered order, Receipt at) {
        List<IdentityFact.TokenIssued> before;
        synchronized (stood) {
            before = stood.getOrDefault(order.stop(), List.of());
        }
        long passing = before.stream()
                .filter(token -> standing.objection(verified(token, at)).isEmpty())
                .count();
        int issued = live.covered(order.scope()).size();
        Set<Origin> missing = replicas.awaitSeen(at, Duration.ZERO);
        String evidence = "%d of %d tokens refused, %d live%s"
                .formatted(
                        before.size() - passing,
                        before.size(),
                        issued,
                        missing.isEmpty() ? "" : ", not seen by " + missing);
        return new Proof(passing == 0 && issued == 0 && missing.isEmpty(), evidence);
    }

    private void remember(StopId stop, List<IdentityFact.TokenIssued> covered) {
        synchronized (stood) {
            stood.putIfAbsent(stop, covered.stream().limit(PROBED_MAX).toList());
            if (stood.size() > ORDERS_MAX) {
                stood.remove(stood.keySet().iterator().next());
            }
        }
    }

    /// As if it had been minted the moment the order came: what refuses that refuses all that are older.
    static VerifiedToken verified(IdentityFact.TokenIssued token, Receipt at) {
        return new VerifiedToken(
                token.token(),
                token.parent().stream().toList(),
                token.session(),
                token.startedFrom(),
                token.chain(),
                Audience.GATEWAY,
                Optional.empty(),
                at.time(),
                token.expiresAt());
    }
}
