package io.levee.consent.approval;

import io.levee.consent.Consents;
import io.levee.facts.ApprovalFact;
import io.levee.facts.ApprovalId;
import io.levee.facts.Fact;
import io.levee.facts.Reasons;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.ledger.Ledger;
import java.util.List;
import java.util.Optional;

/// The door through which people see what waits for them, and say yes or no. Thread-safe. Whoever may
/// not give an approval does not learn that there is one.
public final class Approvals {
    public static final int REASON_LENGTH_MAX = 300;

    private final ApprovalStore store;
    private final Consents consents;
    private final Ledger ledger;
    private final ApprovalLimits limits;

    public Approvals(ApprovalStore store, Consents consents, Ledger ledger, ApprovalLimits limits) {
        this.store = store;
        this.consents = consents;
        this.ledger = ledger;
        this.limits = limits;
    }

    public sealed interface Answer {
        record Done(Approval approval) implements Answer {}

        record Refused(ApprovalRefusal refusal, String detail) implements Answer {}
    }

    /// What is open and this person may give, oldest first. Nothing for an agent.
    public List<Approval> list(Chain by) {
        return store.open(limits.allMax()).stream()
                .filter(approval -> visible(by, approval))
                .toList();
    }

    public Answer show(Chain by, ApprovalId id) {
        return store.find(id)
                .filter(approval -> visible(by, approval))
                .<Answer>map(Answer.Done::new)
                .orElseGet(() -> new Answer.Refused(ApprovalRefusal.APPROVAL_UNKNOWN, id.value()));
    }

    /// Says yes to exactly the call that has this digest. From when this returns, the call goes on
    /// once. Throws `IllegalArgumentException` for a reason that is no line of text.
    ///
    /// @param digest of what the person looked at
    public Answer give(Chain by, ApprovalId id, String digest, String reason) {
        return answer(by, id, digest, reason, true);
    }

    /// Says no, until it expires; otherwise like [#give].
    public Answer refuse(Chain by, ApprovalId id, String digest, String reason) {
        return answer(by, id, digest, reason, false);
    }

    private Answer answer(Chain by, ApprovalId id, String digest, String reason, boolean yes) {
        String why = Reasons.check(reason, REASON_LENGTH_MAX);
        if (!by.agents().isEmpty()) {
            return denied(by, id, ApprovalRefusal.APPROVAL_NEEDS_PERSON);
        }
        Optional<Approval> found = store.find(id);
        if (found.isEmpty()) {
            return new Answer.Refused(ApprovalRefusal.APPROVAL_UNKNOWN, id.value());
        }
        Approval approval = found.get();
        if (!visible(by, approval)) {
            return denied(by, id, ApprovalRefusal.APPROVAL_UNKNOWN);
        }
        Approval.Answer said = new Approval.Answer(by.person(), why);
        // Whoever said yes while the ledger was away may say it again.
        boolean again = yes && approval.state() == Approval.State.GIVING && saidBy(approval, by.person());
        if (approval.state() != Approval.State.WAITING && !again) {
            return new Answer.Refused(ApprovalRefusal.APPROVAL_OVER, id.value());
        }
        if (!approval.genuine() || !HeldCall.same(approval.digest(), digest)) {
            return new Answer.Refused(ApprovalRefusal.APPROVAL_CHANGED, id.value());
        }
        return yes ? give(approval, said, again) : refuse(approval, said);
    }

    /// INVARIANT I1: only who claimed it records a yes, and it is of use only once that is durable. A
    /// crash in between leaves a claim that nothing can use.
    private Answer give(Approval approval, Approval.Answer said, boolean again) {
        if (!again && !store.move(approval.id(), Approval.Event.CLAIM, Optional.of(said))) {
            return new Answer.Refused(
                    ApprovalRefusal.APPROVAL_OVER, approval.id().value());
        }
        ledger.write(new ApprovalFact.Given(approval.id(), approval.digest(), said.by(), said.reason()));
        if (!store.move(approval.id(), Approval.Event.GIVE, Optional.empty())) {
            return new Answer.Refused(
                    ApprovalRefusal.APPROVAL_OVER, approval.id().value());
        }
        return show(Chain.of(said.by()), approval.id());
    }

    /// A no takes effect before it is recorded: nothing waits for its record.
    private Answer refuse(Approval approval, Approval.Answer said) {
        if (!store.move(approval.id(), Approval.Event.REFUSE, Optional.of(said))) {
            return new Answer.Refused(
                    ApprovalRefusal.APPROVAL_OVER, approval.id().value());
        }
        ledger.write(new ApprovalFact.Refused(approval.id(), approval.digest(), said.by(), said.reason()));
        return show(Chain.of(said.by()), approval.id());
    }

    private boolean visible(Chain by, Approval approval) {
        return by.agents().isEmpty() && ApprovalRules.mayGive(consents, by.person(), approval);
    }

    private Answer denied(Chain by, ApprovalId id, ApprovalRefusal refusal) {
        Fact fact = new ApprovalFact.AnswerDenied(id, by.caller(), refusal.code());
        var _ = ledger.appendAtLeisure(fact);
        return new Answer.Refused(refusal, id.value());
    }

    private static boolean saidBy(Approval approval, ActorId person) {
        return approval.answer().filter(said -> said.by().equals(person)).isPresent();
    }
}
