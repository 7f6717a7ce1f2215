package io.levee.consent.approval;

import io.levee.consent.Consents;
import io.levee.consent.Hold;
import io.levee.facts.ApprovalFact;
import io.levee.facts.ApprovalId;
import io.levee.facts.DecisionId;
import io.levee.fault.Refusal;
import io.levee.identity.ActorId;
import io.levee.ledger.Ledger;
import java.util.Optional;

/// Where a held call asks whether a person approved it. Thread-safe; waits for the database, so not
/// for the threads that
/// wait for sockets.
public final class HeldCalls {
    private final ApprovalStore store;
    private final Legibility legibility;
    private final Consents consents;
    private final Ledger ledger;
    private final ApprovalLimits limits;
    private final CallReviews reviews;

    /// Without reviewers.
    public HeldCalls(
            ApprovalStore store, Legibility legibility, Consents consents, Ledger ledger, ApprovalLimits limits) {
        this(store, legibility, consents, ledger, limits, CallReviews.NONE);
    }

    public HeldCalls(
            ApprovalStore store,
            Legibility legibility,
            Consents consents,
            Ledger ledger,
            ApprovalLimits limits,
            CallReviews reviews) {
        this.reviews = reviews;
        this.store = store;
        this.legibility = legibility;
        this.consents = consents;
        this.ledger = ledger;
        this.limits = limits;
    }

    public sealed interface Answer {
        /// Approved, and used up by this: it goes on now or never.
        record Go(ApprovalId approval, ActorId givenBy) implements Answer {}

        /// @param detail ids only
        record No(Refusal refusal, String detail) implements Answer {}
    }

    /// What reviewers say of the call, before [#ask] asks people. They are not asked about what a
    /// person could not be shown either: it may not mean to its receiver what it seems to say.
    public CallReviews.Opinion reviewed(HeldCall call) {
        return legibility.objection(call.payload()).isPresent() ? new CallReviews.Opinion.NotAsked() : reviews.of(call);
    }

    /// Uses up the approval of exactly this call, or asks for one. To be called only where
    /// everybody else agrees now.
    ///
    /// @param decision of this attempt
    public Answer ask(HeldCall call, Hold hold, DecisionId decision) {
        Optional<String> objection = legibility.objection(call.payload());
        if (objection.isPresent()) {
            return new Answer.No(ApprovalRefusal.NOT_APPROVABLE, objection.get());
        }
        return switch (store.keep(ApprovalId.of(decision), call, hold.within(), limits)) {
            case ApprovalStore.Kept.New(Approval approval) -> requested(approval, decision);
            case ApprovalStore.Kept.Known(Approval approval) -> known(approval, call, decision);
            case ApprovalStore.Kept.TooMany(String whose) -> new Answer.No(ApprovalRefusal.APPROVALS_TOO_MANY, whose);
        };
    }

    private Answer requested(Approval approval, DecisionId decision) {
        ledger.write(new ApprovalFact.Requested(
                approval.id(),
                approval.digest(),
                approval.chain(),
                approval.session(),
                approval.assets(),
                decision,
                approval.expiresAt()));
        return waits(approval);
    }

    private Answer known(Approval approval, HeldCall call, DecisionId decision) {
        return switch (approval.state()) {
            case WAITING, GIVING -> waits(approval);
            case REFUSED -> no(ApprovalRefusal.APPROVAL_REFUSED, approval);
            case USED -> no(ApprovalRefusal.APPROVAL_USED, approval);
            case GIVEN -> use(approval, call, decision);
        };
    }

    /// INVARIANT: single use. The store lets one of all that try, on all replicas, move it to USED;
    /// that is durable before anything is forwarded, so a crash in between loses the approval and
    /// never uses it twice. And I2: whoever gave it must still be somebody who may.
    private Answer use(Approval approval, HeldCall call, DecisionId decision) {
        if (!approval.genuine() || !HeldCall.same(approval.digest(), call.digest())) {
            return no(ApprovalRefusal.APPROVAL_CHANGED, approval);
        }
        ActorId giver = approval.answer().orElseThrow().by();
        if (!ApprovalRules.mayGive(consents, giver, approval)) {
            return no(ApprovalRefusal.APPROVAL_WITHDRAWN, approval);
        }
        if (!store.move(approval.id(), Approval.Event.USE, Optional.empty())) {
            return no(ApprovalRefusal.APPROVAL_USED, approval);
        }
        ledger.write(new ApprovalFact.Used(approval.id(), approval.digest(), giver, decision));
        return new Answer.Go(approval.id(), giver);
    }

    private static Answer waits(Approval approval) {
        return no(ApprovalRefusal.APPROVAL_REQUIRED, approval);
    }

    private static Answer no(ApprovalRefusal refusal, Approval approval) {
        return new Answer.No(refusal, approval.id().value());
    }

    /// Removes approvals that are over and records which had been open. Called again and again;
    /// throws [LeveeException] where the database or the ledger is away.
    public void sweep() {
        for (Approval over : store.sweep(limits.allMax())) {
            ledger.write(new ApprovalFact.Expired(over.id(), over.digest()));
        }
    }
}
