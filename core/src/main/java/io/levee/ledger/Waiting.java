package io.levee.ledger;

import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// Waits for a receipt without losing the kind of failure or an interrupt.
final class Waiting {
    private Waiting() {}

    static Receipt forReceipt(CompletableFuture<Receipt> pending) {
        try {
            return pending.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LeveeException(ErrorCode.INTERNAL, "interrupted while waiting for the ledger", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LeveeException known) {
                throw known;
            }
            throw new LeveeException(ErrorCode.INTERNAL, "the ledger failed", e);
        }
    }
}
