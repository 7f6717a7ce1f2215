package io.levee.adapters.processes;

import io.levee.consent.RunningWorkloads;
import io.levee.facts.Layer;
import io.levee.facts.StopFact;
import io.levee.ledger.Receipt;
import io.levee.rooms.stop.Stopper;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// Stops on the runtime layer: what Levee launched for the scope, on every replica. Other replicas end theirs when they
/// learn of the order ([#endHere]); this one waits until the ledger says so.
public final class ProcessStopper implements Stopper {
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final ProcessWorkloads workloads;
    private final RunningWorkloads running;

    public ProcessStopper(ProcessWorkloads workloads, RunningWorkloads running) {
        this.workloads = workloads;
        this.running = running;
    }

    @Override
    public Layer layer() {
        return Layer.RUNTIME;
    }

    @Override
    public String name() {
        return "processes";
    }

    @Override
    public Done stop(StopFact.Ordered order, Receipt at) {
        int everywhere = running.covered(order.scope()).size();
        int here = workloads.endAll(order);
        if (!running.awaitNone(order.scope(), PATIENCE)) {
            throw new IllegalStateException("%d programs run on"
                    .formatted(running.covered(order.scope()).size()));
        }
        return new Done(everywhere, "%d here".formatted(here));
    }

    /// Ends what runs here, for an order that another replica took.
    public void endHere(StopFact.Ordered order) {
        var _ = workloads.endAll(order);
    }

    @Override
    public Optional<Proof> rehearse() {
        boolean ended = workloads.rehearse();
        return Optional.of(new Proof(ended, ended ? "a program was ended whole" : "a program lives on"));
    }

    /// Asks the kernel here, and the ledger for what other replicas run.
    @Override
    public Proof verify(StopFact.Ordered order, Receipt at) {
        Set<Long> alive = workloads.alive(order);
        int known = running.covered(order.scope()).size();
        return new Proof(
                alive.isEmpty() && known == 0, "%d processes live, %d programs run".formatted(alive.size(), known));
    }
}
