package io.levee.adapters.temporal;

import io.levee.adapters.rest.NamePattern;
import io.levee.adapters.rest.Pause;
import io.levee.adapters.rest.Sweep;
import io.levee.facts.Layer;
import io.levee.facts.StopFact;
import io.levee.ledger.Receipt;
import io.levee.rooms.stop.Footholds;
import io.levee.rooms.stop.Stopper;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;

/// Stops on the runtime layer: the workflows that agents have in one namespace of Temporal. What was terminated stays
/// so.
record TemporalStopper(String name, Server server, String namespace, Footholds footholds) implements Stopper {
    private static final Duration DEADLINE = Duration.ofSeconds(15);
    private static final Duration SPARE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(50);

    @Override
    public Layer layer() {
        return Layer.RUNTIME;
    }

    @Override
    public Duration deadline() {
        return DEADLINE;
    }

    /// Also what begins meanwhile. Whatever is refused is tried again in the next round; the others go on.
    @Override
    public Done stop(StopFact.Ordered order, Receipt at) {
        List<NamePattern> covered = covered(order);
        if (covered.isEmpty()) {
            return new Done(0, "no footholds");
        }
        int ended = with(workflows -> terminated(workflows, covered, "stopped: " + order.stop()));
        return new Done(ended, "%d workflows ended".formatted(ended));
    }

    private static int terminated(Workflows workflows, List<NamePattern> covered, String reason) {
        long until = System.nanoTime() + DEADLINE.minus(SPARE).toNanos();
        Set<String> seen = new TreeSet<>();
        int refused = 0;
        for (Set<String> live = workflows.live(covered, seen); !live.isEmpty(); live = workflows.live(covered, seen)) {
            seen.addAll(live);
            if (System.nanoTime() - until >= 0) {
                throw new IllegalStateException(
                        "%d of %d workflows run on; %d were refused".formatted(live.size(), seen.size(), refused));
            }
            refused = Sweep.of(live, id -> workflows.terminate(id, reason))
                    .failed()
                    .size();
            Pause.of(PAUSE, "workflows were terminated");
        }
        return seen.size();
    }

    @Override
    public Proof verify(StopFact.Ordered order, Receipt at) {
        List<NamePattern> covered = covered(order);
        if (covered.isEmpty()) {
            return new Proof(true, "no footholds");
        }
        int live = with(workflows -> workflows.live(covered, Set.of()).size());
        return new Proof(live == 0, "%d footholds: %d workflows have not ended".formatted(covered.size(), live));
    }

    /// Shows that the list can be read and that a termination gets through, not that a workflow would end.
    @Override
    public Optional<Proof> rehearse() {
        return Optional.of(with(workflows -> {
            int open = workflows.open().size();
            boolean known = workflows.terminate("levee-rehearsal-" + UUID.randomUUID(), "rehearsal");
            return new Proof(
                    !known,
                    "%d open workflows listed; termination of one that is not there: %s; no workflow was ended"
                            .formatted(open, known ? "accepted" : "NOT_FOUND"));
        }));
    }

    private <T> T with(Function<Workflows, T> work) {
        try (Server.Connection connection = server.connect()) {
            return work.apply(new Workflows(connection.channel(), namespace));
        }
    }

    private List<NamePattern> covered(StopFact.Ordered order) {
        return footholds.covered(order).stream().map(NamePattern::new).toList();
    }
}
