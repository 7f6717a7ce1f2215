package io.levee.adapters.envoy;

import io.levee.facts.CallFact;
import io.levee.rooms.gateway.Calls;
import java.util.concurrent.Executor;

/// Takes each check from what was asked to its one answer, whatever protocol it came by. Thread-safe.
final class Checks {
    private static final System.Logger LOG = System.getLogger(Checks.class.getName());

    private final Calls calls;
    private final CheckLimits limits;
    private final Deadlines deadlines;
    private final Executor answering;

    /// @param answering takes the decisions: the ledger's thread completes some, and must not do our
    ///     work
    Checks(Calls calls, CheckLimits limits, Deadlines deadlines, Executor answering) {
        this.calls = calls;
        this.limits = limits;
        this.deadlines = deadlines;
        this.answering = answering;
    }

    CheckLimits limits() {
        return limits;
    }

    /// @param proxyNanos how long the proxy waits
    PendingCheck open(CheckReading asked, long proxyNanos, PendingCheck.Answer answer) {
        long nanos = Deadlines.nanosFor(proxyNanos, limits.decisionMax());
        return new PendingCheck(calls, asked, answer, System.nanoTime() + nanos, System::nanoTime);
    }

    void decide(PendingCheck check) {
        CheckReading asked = check.asked();
        if (asked.refusal().isPresent()) {
            check.refuse(asked.refusal().get(), CallFact.Ending.LOST);
            return;
        }
        long nanos = check.nanosLeft();
        if (nanos <= 0) {
            check.late();
            return;
        }
        Runnable answered = deadlines.watch(check, nanos);
        var _ = calls.decide(asked.call())
                .whenCompleteAsync(
                        (decision, failure) -> {
                            try {
                                if (failure == null) {
                                    check.decided(decision);
                                } else {
                                    LOG.log(System.Logger.Level.ERROR, "a check could not be decided", failure);
                                    check.failed();
                                }
                            } finally {
                                answered.run();
                            }
                        },
                        answering);
    }
}
