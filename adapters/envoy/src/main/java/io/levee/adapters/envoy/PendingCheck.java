package io.levee.adapters.envoy;

import io.levee.adapters.proxy.ElsewhereRules;
import io.levee.adapters.proxy.ElsewhereRules.Denied;
import io.levee.facts.CallFact;
import io.levee.rooms.gateway.CallDecision;
import io.levee.rooms.gateway.Calls;
import io.levee.rooms.gateway.GatewayRefusal;
import io.levee.rooms.gateway.OpenCall;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/// One check, until exactly one answer: by the decision, by the deadline, or because nobody waits any
/// more. Thread-safe.
///
/// INVARIANT I7: late never means yes. Once the deadline, the proxy's leaving or the end of this
/// replica answered, a decision that allows is recorded as not carried.
final class PendingCheck {
    private final Calls calls;
    private final CheckReading asked;
    private final Answer answer;
    private final long answerByNanos;
    private final LongSupplier nanos;
    /// Empty while open; then how an allowed call ended that was decided after the answer.
    private final AtomicReference<Optional<CallFact.Ending>> answered = new AtomicReference<>(Optional.empty());

    /// How the proxy is told; each check uses one of these once.
    interface Answer {
        /// False where the proxy has gone.
        boolean yes(OpenCall call, CheckReading asked);

        void no(Denied denied);
    }

    /// @param answerByNanos on the clock `nanos`
    PendingCheck(Calls calls, CheckReading asked, Answer answer, long answerByNanos, LongSupplier nanos) {
        this.calls = calls;
        this.asked = asked;
        this.answer = answer;
        this.answerByNanos = answerByNanos;
        this.nanos = nanos;
    }

    CheckReading asked() {
        return asked;
    }

    long nanosLeft() {
        return answerByNanos - nanos.getAsLong();
    }

    void decided(CallDecision decision) {
        if (nanosLeft() <= 0) {
            late();
        }
        boolean first = claim(CallFact.Ending.CARRIED_ELSEWHERE);
        switch (decision) {
            case CallDecision.Deny deny when first -> answer.no(ElsewhereRules.denied(deny));
            case CallDecision.Deny _ -> {}
            case CallDecision.Allow allow when first -> carry(allow.call());
            case CallDecision.Allow allow -> allow.call().finish(answered.get().orElseThrow(), 0, 0, 0);
        }
    }

    /// The time that the proxy gave is over.
    void late() {
        refuse(GatewayRefusal.DECISION_TOO_LATE, CallFact.Ending.DECIDED_TOO_LATE);
    }

    /// This replica goes down.
    void close() {
        refuse(GatewayRefusal.GATEWAY_CLOSING, CallFact.Ending.LOST);
    }

    /// Something that nobody foresaw.
    void failed() {
        if (claim(CallFact.Ending.LOST)) {
            answer.no(ElsewhereRules.denied(GatewayRefusal.INTERNAL));
        }
    }

    /// Nobody waits for the answer.
    void left() {
        var _ = claim(CallFact.Ending.CALLER_LEFT);
    }

    void refuse(GatewayRefusal refusal, CallFact.Ending ending) {
        if (claim(ending)) {
            answer.no(ElsewhereRules.denied(calls.refuse(asked.call(), refusal, "")));
        }
    }

    private boolean claim(CallFact.Ending ending) {
        return answered.compareAndSet(Optional.empty(), Optional.of(ending));
    }

    /// INVARIANT I3: the answer is the last byte that a stop can hold back. It is given inside the
    /// call's gate, so that a cut has either waited for it, or it is a no.
    private void carry(OpenCall call) {
        if (!call.begin()) {
            GatewayRefusal why =
                    call.cutBecause().orElseThrow() instanceof GatewayRefusal ours ? ours : GatewayRefusal.STOPPED;
            call.finish(CallFact.Ending.STOPPED, 0, 0, 0);
            answer.no(ElsewhereRules.denied(calls.refuse(asked.call(), why, "")));
            return;
        }
        CallFact.Ending ending = CallFact.Ending.CALLER_LEFT;
        try {
            if (answer.yes(call, asked)) {
                ending = CallFact.Ending.CARRIED_ELSEWHERE;
            }
        } finally {
            call.end();
            call.finish(ending, 0, 0, 0);
        }
    }
}
