package io.levee.app.replica;

import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// What was started beside something else.
final class Started {
    private Started() {}

    /// Waits for it, and throws what its start threw.
    static <T> T of(CompletableFuture<T> starting) {
        try {
            return starting.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof LeveeException known) {
                throw known;
            }
            throw new LeveeException(ErrorCode.INTERNAL, "a part did not start: " + e.getMessage(), e);
        }
    }
}
