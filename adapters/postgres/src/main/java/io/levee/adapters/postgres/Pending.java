package io.levee.adapters.postgres;

import io.levee.facts.Fact;
import io.levee.ledger.Receipt;
import java.util.concurrent.CompletableFuture;

/// A fact that waits to be durable.
///
/// @param hurried somebody waits for the receipt
/// @param deadline of [System#nanoTime], after which its writer is told that it was not recorded
record Pending(Fact fact, CompletableFuture<Receipt> receipt, boolean hurried, long deadline) {
    boolean late(long now) {
        return now - deadline > 0;
    }
}
