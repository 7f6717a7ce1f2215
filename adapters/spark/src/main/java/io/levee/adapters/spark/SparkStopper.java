package io.levee.adapters.spark;

import io.levee.adapters.rest.Pause;
import io.levee.adapters.rest.Sweep;
import io.levee.facts.Layer;
import io.levee.facts.StopFact;
import io.levee.ledger.Receipt;
import io.levee.rooms.stop.Footholds;
import io.levee.rooms.stop.Stopper;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Stops on the runtime layer: the applications that agents have on one cluster. What was killed stays so.
///
/// @param open begins to talk with the cluster; all of it has to end within the time given
record SparkStopper(String name, Function<Duration, Cluster> open, Footholds footholds) implements Stopper {
    private static final Duration DEADLINE = Duration.ofSeconds(15);
    private static final Duration SPARE = Duration.ofSeconds(6);
    /// For the answer after the last request.
    private static final Duration SPARE_LAST = Duration.ofMillis(250);

    private static final Duration PAUSE = Duration.ofMillis(100);

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
        List<Covering> covered = covered(order);
        if (covered.isEmpty()) {
            return new Done(0, "no footholds");
        }
        Cluster cluster = opened();
        long until = System.nanoTime() + DEADLINE.minus(SPARE).toNanos();
        Set<String> seen = new HashSet<>();
        int refused = 0;
        for (List<Work> live = live(cluster, covered); !live.isEmpty(); live = live(cluster, covered)) {
            live.forEach(work -> seen.add(work.id()));
            if (System.nanoTime() - until >= 0) {
                throw new IllegalStateException(
                        "%d of %d run on; %d kills were refused".formatted(live.size(), seen.size(), refused));
            }
            refused = Sweep.of(live, Work::id, work -> {
                        cluster.kill(work);
                        return work;
                    })
                    .failed()
                    .size();
            Pause.of(PAUSE, "applications were killed");
        }
        return new Done(seen.size(), "%d ended".formatted(seen.size()));
    }

    @Override
    public Proof verify(StopFact.Ordered order, Receipt at) {
        List<Covering> covered = covered(order);
        if (covered.isEmpty()) {
            return new Proof(true, "no footholds");
        }
        int live = live(opened(), covered).size();
        return new Proof(live == 0, "%d footholds: %d have not ended".formatted(covered.size(), live));
    }

    @Override
    public Optional<Proof> rehearse() {
        return Optional.of(opened().rehearse());
    }

    private Cluster opened() {
        return open.apply(DEADLINE.minus(SPARE_LAST));
    }

    private static List<Work> live(Cluster cluster, List<Covering> covered) {
        return cluster.live().stream()
                .filter(work -> covered.stream().anyMatch(foothold -> foothold.covers(work)))
                .toList();
    }

    private List<Covering> covered(StopFact.Ordered order) {
        return footholds.covered(order).stream().map(Covering::parse).toList();
    }
}
