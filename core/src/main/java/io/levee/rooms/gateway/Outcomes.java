package io.levee.rooms.gateway;

import io.levee.facts.CallFact;
import io.levee.facts.ContractFact;
import io.levee.facts.Fact;
import io.levee.facts.StopId;
import io.levee.ledger.Ledger;
import io.levee.steps.Step;
import io.levee.steps.Steps;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// Records how calls ended. What the ledger could not take is kept and offered again, because every decision
/// that allowed something is followed by its outcome (I1); while too many wait, no new call is allowed.
/// Thread-safe.
final class Outcomes {
    static final int WAITING_MAX = 8_192;

    private final Ledger ledger;
    private final InFlight inFlight;
    private final InstantSource clock;
    private final Steps steps;
    private final Queue<Fact> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waitingCount = new AtomicInteger();

    Outcomes(Ledger ledger, InFlight inFlight, InstantSource clock, Steps steps) {
        this.ledger = ledger;
        this.inFlight = inFlight;
        this.clock = clock;
        this.steps = steps;
    }

    void finished(
            OpenCall call, CallFact.Ending ending, int status, long bytesIn, long bytesOut, Optional<StopId> stop) {
        long micros = Duration.between(call.startedAt(), clock.instant()).toNanos() / 1_000;
        inFlight.remove(call);
        CallFact.Finished fact =
                new CallFact.Finished(call.decision(), ending, status, bytesIn, bytesOut, Math.max(0, micros), stop);
        // Whatever learns from calls folds their outcomes, so the door's part of the score is to hand them over.
        steps.take(Step.SCORE, () -> {
            offer(fact);
            return fact;
        });
    }

    /// Part of how the call ended, so it is kept and offered again like that.
    void found(ContractFact fact) {
        offer(fact);
    }

    boolean tooManyWait() {
        return waitingCount.get() >= WAITING_MAX;
    }

    /// Offers again what waits, once each.
    void retry() {
        for (int left = waitingCount.get(); left > 0; left--) {
            Fact next = waiting.poll();
            if (next == null) {
                return;
            }
            waitingCount.decrementAndGet();
            offer(next);
        }
    }

    private void offer(Fact fact) {
        var _ = ledger.appendAtLeisure(fact).whenComplete((_, failure) -> {
            if (failure != null) {
                // Open calls are bounded, so this overshoots WAITING_MAX by no more than their number.
                waitingCount.incrementAndGet();
                waiting.add(fact);
            }
        });
    }
}
