package io.levee.app.replica;

import io.levee.adapters.oauth.TokenStopper;
import io.levee.facts.Fact;
import io.levee.facts.Layer;
import io.levee.facts.StopFact;
import io.levee.facts.StopId;
import io.levee.ledger.Entry;
import io.levee.ledger.Origin;
import io.levee.ledger.Receipt;
import io.levee.ledger.ReplicaView;
import io.levee.rooms.gateway.Calls;
import io.levee.rooms.stop.StopBook;
import io.levee.rooms.stop.Stopper;
import io.levee.rooms.stop.Stops;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Executor;

/// Ending things: the stop room, with a stopper for the gateway and one for tokens.
record StopWiring(Stops stops, StopBook book) {
    private static final int RANDOM_BYTES = 8;

    static StopWiring build(
            StorageWiring storage,
            OrganisationWiring organisation,
            IdentityWiring identity,
            Calls calls,
            InstantSource clock,
            Executor threads,
            SecureRandom random) {
        StopBook book = new StopBook();
        storage.ledger().follow(Set.of(Fact.Family.STOP), book);
        storage.ledger()
                .follow(
                        Set.of(Fact.Family.STOP),
                        entry -> cutForOthers(entry, storage.ledger().origin(), calls, threads));
        List<Stopper> stoppers = List.of(
                new GatewayStopper(calls, storage.ledger()),
                new TokenStopper(identity.live(), identity.standing(), storage.ledger(), storage.ledger(), clock));
        Stops stops = new Stops(
                organisation::inForce,
                storage.ledger(),
                book,
                stoppers,
                () -> newId(random),
                threads,
                System::nanoTime);
        return new StopWiring(stops, book);
    }

    /// An order that another replica took is carried out here too; that replica waits until it was seen.
    private static void cutForOthers(Entry entry, Origin own, Calls calls, Executor threads) {
        if (entry.fact() instanceof StopFact.Ordered order && !entry.origin().equals(own)) {
            threads.execute(() -> calls.cut(order));
        }
    }

    private static StopId newId(SecureRandom random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return new StopId("stop-" + HexFormat.of().formatHex(bytes));
    }

    /// Refuses new calls and cuts open ones, here and on every live replica.
    private record GatewayStopper(Calls calls, ReplicaView replicas) implements Stopper {
        private static final Duration PATIENCE = Duration.ofSeconds(3);

        @Override
        public Layer layer() {
            return Layer.GATEWAY;
        }

        @Override
        public String name() {
            return "calls";
        }

        @Override
        public Done stop(StopFact.Ordered order, Receipt at) {
            int cut = calls.cut(order).calls();
            Set<Origin> missing = replicas.awaitSeen(at, PATIENCE);
            if (!missing.isEmpty()) {
                throw new IllegalStateException("not yet seen by %s".formatted(missing));
            }
            return new Done(cut, "refused since %s".formatted(at));
        }

        /// Asks the gate itself, here, and whether every other replica has the order.
        @Override
        public Proof verify(StopFact.Ordered order, Receipt at) {
            OptionalInt open = calls.open(order);
            Set<Origin> missing = replicas.awaitSeen(at, Duration.ZERO);
            String evidence = "%s, %s"
                    .formatted(
                            open.isEmpty() ? "the gate does not know it" : "%d calls open".formatted(open.getAsInt()),
                            missing.isEmpty() ? "every live replica has it" : "not seen by %s".formatted(missing));
            return new Proof(open.isPresent() && open.getAsInt() == 0 && missing.isEmpty(), evidence);
        }
    }
}
