package io.levee.consent;

import io.levee.facts.Scope;
import io.levee.facts.WorkloadFact;
import io.levee.facts.WorkloadId;
import io.levee.ledger.Entry;
import io.levee.ledger.Follower;
import io.levee.ledger.Origin;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// What was launched and has not ended, on every replica, folded from the ledger. One writer (the ledger's follower
/// thread), any number of readers.
///
/// INVARIANT I3: whoever launches records the launch first, then asks [OpenStops], then begins.
public final class RunningWorkloads implements Follower {
    private final Runs runs;
    private final Map<WorkloadId, Running> running = new ConcurrentHashMap<>();

    /// @param at the replica on whose machine it runs
    public record Running(WorkloadFact.Launched launched, Origin at) {}

    public RunningWorkloads(Runs runs) {
        this.runs = runs;
    }

    @Override
    public void learned(Entry entry) {
        switch (entry.fact()) {
            case WorkloadFact.Launched launched ->
                running.put(launched.workload(), new Running(launched, entry.origin()));
            case WorkloadFact.Ended ended -> {
                running.remove(ended.workload());
                synchronized (running) {
                    running.notifyAll();
                }
            }
            default -> {}
        }
    }

    public Optional<WorkloadFact.Launched> find(WorkloadId workload) {
        return Optional.ofNullable(running.get(workload)).map(Running::launched);
    }

    public boolean contains(WorkloadId workload) {
        return running.containsKey(workload);
    }

    /// Waits until nothing that the scope covers runs on any replica; false where something still does when `patience`
    /// ran out.
    public boolean awaitNone(Scope scope, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        synchronized (running) {
            while (!covered(scope).isEmpty()) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    return false;
                }
                try {
                    running.wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
            return true;
        }
    }

    /// Those that the scope covers, in no order.
    public List<Running> covered(Scope scope) {
        return running.values().stream()
                .filter(each -> scope.covers(runs.of(each.launched())))
                .toList();
    }

    /// Those of one replica, in no order.
    public List<Running> at(Origin replica) {
        return running.values().stream()
                .filter(each -> each.at().equals(replica))
                .toList();
    }
}
