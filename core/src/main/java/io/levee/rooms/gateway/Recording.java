package io.levee.rooms.gateway;

import io.levee.ledger.Receipt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/// Whether decisions are being recorded, and how many are on their way to the record. Thread-safe.
final class Recording {
    /// Decisions that may be on their way while reads go on without waiting for theirs. Beyond it each read waits, so
    /// that callers fall back to the pace of the ledger instead of filling it up and being refused.
    static final int AHEAD_MAX = 2_048;

    private static final System.Logger LOG = System.getLogger(Recording.class.getName());

    private final AtomicInteger ahead = new AtomicInteger();
    /// False after the ledger failed, until it recorded something again: meanwhile reads wait for their record too.
    private volatile boolean works = true;

    boolean mayGoAhead() {
        return works && ahead.get() < AHEAD_MAX;
    }

    CompletableFuture<Receipt> watched(CompletableFuture<Receipt> recorded) {
        ahead.incrementAndGet();
        return recorded.whenComplete((_, failure) -> {
            ahead.decrementAndGet();
            noticed(failure == null);
        });
    }

    /// One line when the ledger stops taking facts and one when it takes them again, not one for each call.
    private void noticed(boolean recorded) {
        if (works == recorded) {
            return;
        }
        works = recorded;
        LOG.log(
                recorded ? System.Logger.Level.INFO : System.Logger.Level.WARNING,
                recorded ? "decisions are recorded again" : "a decision was not recorded: changes are refused");
    }
}
