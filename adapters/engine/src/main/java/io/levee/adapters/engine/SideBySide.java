package io.levee.adapters.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/// Does one thing to many, at most [#TOGETHER_MAX] of them at the same time. One that fails keeps none of the others
/// from being done.
public final class SideBySide {
    static final int TOGETHER_MAX = 16;

    private SideBySide() {}

    /// Returns once all are done, in their order.
    ///
    /// @param work must end by itself
    /// @throws IllegalStateException where one or more failed, with what the first of them said
    public static <T, R> List<R> each(Collection<T> all, Function<T, R> work) {
        Semaphore free = new Semaphore(TOGETHER_MAX);
        List<Future<R>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (T one : all) {
                running.add(threads.submit(bounded(free, () -> work.apply(one))));
            }
        }
        return finished(running);
    }

    private static <R> Callable<R> bounded(Semaphore free, Callable<R> work) {
        return () -> {
            free.acquire();
            try {
                return work.call();
            } finally {
                free.release();
            }
        };
    }

    private static <R> List<R> finished(List<Future<R>> done) {
        List<R> results = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        for (Future<R> one : done) {
            try {
                results.add(one.get());
            } catch (ExecutionException e) {
                failures.add(e.getCause() == null ? e : e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            Throwable first = failures.getFirst();
            throw new IllegalStateException(
                    "%d of %d failed, one with: %s".formatted(failures.size(), done.size(), said(first)), first);
        }
        return results;
    }

    /// What others put into their exceptions may quote what they were told.
    private static String said(Throwable failure) {
        return failure instanceof IllegalStateException
                ? String.valueOf(failure.getMessage())
                : failure.getClass().getSimpleName();
    }
}
