package io.levee.ledger;

import io.levee.facts.Fact;
import java.util.concurrent.CompletableFuture;

/// Where facts are written. Thread-safe.
public interface Ledger {
    Origin origin();

    /// Accepts the fact. The future completes once the fact is durable *and* every follower of this replica has
    /// folded it, in that order; entries of one replica complete in the order in which they were accepted.
    ///
    /// It fails with [io.levee.fault.LeveeException] (`LEDGER_FULL`, `ENTRY_TOO_LARGE`, `DATABASE_UNAVAILABLE`)
    /// where the fact was not recorded. Where a failure of the database left that open, the ledger finds out
    /// before it answers; only when the database stays away too long for the caller to wait does it fail with
    /// `DATABASE_UNAVAILABLE` and a message that says so: the fact may then appear later, never twice.
    CompletableFuture<Receipt> append(Fact fact);

    /// [#append] for a fact that nobody waits for: it may become durable a few milliseconds later than it could, and
    /// together with others, so that the disk is asked to sync less often.
    default CompletableFuture<Receipt> appendAtLeisure(Fact fact) {
        return append(fact);
    }

    /// [#append] for callers that have nothing else to do: waits for the receipt, and throws what the future would
    /// fail with.
    default Receipt write(Fact fact) {
        return Waiting.forReceipt(append(fact));
    }
}
