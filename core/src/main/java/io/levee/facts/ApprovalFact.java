package io.levee.facts;

import io.levee.catalog.AssetId;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.identity.SessionId;
import java.time.Instant;
import java.util.List;

/// What became of approvals. The digest binds each to one call
/// ([io.levee.consent.approval.HeldCall#digest]); what that call says is never here.
public sealed interface ApprovalFact extends Fact {
    ApprovalId approval();

    /// A policy held the call of `decision`.
    ///
    /// @param digest SHA-256, hex
    /// @param assets that the call names
    record Requested(
            ApprovalId approval,
            String digest,
            Chain chain,
            SessionId session,
            List<AssetId> assets,
            DecisionId decision,
            Instant expiresAt)
            implements ApprovalFact {
        public Requested {
            assets = List.copyOf(assets);
        }
    }

    record Given(ApprovalId approval, String digest, ActorId by, String reason) implements ApprovalFact {}

    record Refused(ApprovalId approval, String digest, ActorId by, String reason) implements ApprovalFact {}

    /// Used up by the call of `decision`, which may go on. There is one such fact for an approval at
    /// most.
    record Used(ApprovalId approval, String digest, ActorId givenBy, DecisionId decision) implements ApprovalFact {}

    /// Nobody gave it in time, or nobody used it.
    record Expired(ApprovalId approval, String digest) implements ApprovalFact {}

    /// Somebody tried to answer who may not.
    ///
    /// @param reason the code of the refusal
    record AnswerDenied(ApprovalId approval, ActorId by, String reason) implements ApprovalFact {}
}
