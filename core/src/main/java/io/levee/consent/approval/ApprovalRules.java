package io.levee.consent.approval;

import io.levee.consent.Action;
import io.levee.consent.Consent;
import io.levee.consent.Consents;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;

/// Who may give an approval, and so see it.
final class ApprovalRules {
    private ApprovalRules() {}

    /// INVARIANT I2: agents never: only a person alone is asked. One's own agent's calls are another
    /// action, so that whoever may approve for others does not thereby approve for themselves.
    static boolean mayGive(Consents consents, ActorId person, Approval approval) {
        Action action = approval.chain().person().equals(person) ? Action.APPROVE_OWN : Action.APPROVE;
        return consents.seek(Chain.of(person), action, approval.assets()) instanceof Consent.Given;
    }
}
