package io.levee.adapters.processes;

import io.levee.facts.Layer;
import io.levee.facts.StopFact;
import io.levee.ledger.Receipt;
import io.levee.rooms.stop.Stopper;
import java.util.Set;

/// The runtime layer of one replica that can tell nobody: ends what was launched here.
public final class ProcessesHere implements Stopper {
    private final ProcessWorkloads workloads;

    public ProcessesHere(ProcessWorkloads workloads) {
        this.workloads = workloads;
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
        return new Done(workloads.endUntold(order), "here");
    }

    @Override
    public Proof verify(StopFact.Ordered order, Receipt at) {
        Set<Long> alive = workloads.alive(order);
        return new Proof(alive.isEmpty(), "%d processes live here".formatted(alive.size()));
    }
}
