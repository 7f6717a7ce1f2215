package io.levee.app.replica;

import io.levee.adapters.json.StrictLegibility;
import io.levee.adapters.postgres.ApprovalTable;
import io.levee.consent.Consents;
import io.levee.consent.approval.ApprovalLimits;
import io.levee.consent.approval.Approvals;
import io.levee.consent.approval.CallReviews;
import io.levee.consent.approval.HeldCalls;
import io.levee.ledger.Ledger;

/// What waits for people: the side of the calls and the side of the people, over one table for all
/// replicas.
record ApprovalWiring(HeldCalls calls, Approvals people) {
    static ApprovalWiring build(StorageWiring storage, Ledger ledger, Consents consents, CallReviews reviews) {
        ApprovalTable table = new ApprovalTable(storage.database());
        return new ApprovalWiring(
                new HeldCalls(table, new StrictLegibility(), consents, ledger, ApprovalLimits.DEFAULT, reviews),
                new Approvals(table, consents, ledger, ApprovalLimits.DEFAULT));
    }
}
