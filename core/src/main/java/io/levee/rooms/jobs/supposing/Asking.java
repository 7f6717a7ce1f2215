package io.levee.rooms.jobs.supposing;

import io.levee.rooms.jobs.supposing.Answer.Why;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/// Waits for a question to a model no longer than its patience, and for few failures at once: a night on which
/// all jobs fail is handed over without models. Thread-safe.
public final class Asking {
    /// Questions at once. One that never ends keeps its place.
    static final int AT_ONCE_MAX = 8;
    /// Between two looks at whether anybody still wants the answer.
    private static final Duration LOOK = Duration.ofMillis(200);

    private final Executor threads;
    private final Duration patience;
    private final Semaphore places = new Semaphore(AT_ONCE_MAX);

    /// @param threads one thread for each question, as of virtual threads
    public Asking(Executor threads, Duration patience) {
        this.threads = threads;
        this.patience = patience;
    }

    /// @param question all that it takes: what is read for it, the model, what is read again
    /// @param not      what it is where there is no answer
    /// @param over     whether nobody wants the answer any more
    public <T> T ask(Callable<T> question, Function<Why, T> not, BooleanSupplier over) {
        if (!places.tryAcquire()) {
            return not.apply(Why.BUSY);
        }
        FutureTask<T> task = new FutureTask<>(question);
        try {
            threads.execute(() -> {
                try {
                    task.run();
                } finally {
                    places.release();
                }
            });
        } catch (RejectedExecutionException _) {
            places.release();
            return not.apply(Why.SILENT);
        }
        return answer(task, not, over);
    }

    private <T> T answer(FutureTask<T> task, Function<Why, T> not, BooleanSupplier over) {
        try {
            for (long left = patience.toNanos(); left > 0; left -= LOOK.toNanos()) {
                try {
                    return task.get(Math.min(left, LOOK.toNanos()), TimeUnit.NANOSECONDS);
                } catch (TimeoutException _) {
                    if (over.getAsBoolean()) {
                        return not.apply(Why.STOPPED);
                    }
                }
            }
            return not.apply(Why.LATE);
        } catch (ExecutionException _) { // whatever a log, a model or its wire does
            return not.apply(Why.SILENT);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return not.apply(Why.SILENT);
        } finally {
            task.cancel(true);
        }
    }
}
