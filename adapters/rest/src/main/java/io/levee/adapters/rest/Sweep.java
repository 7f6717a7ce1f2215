package io.levee.adapters.rest;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/// One thing done to each of several, at most [#SIDE_BY_SIDE_MAX] at a time. One that fails keeps
/// none from its turn.
///
/// @param done   in the order in which they were given
/// @param failed why, by id
public record Sweep<R>(List<R> done, Map<String, RuntimeException> failed) {
    static final int SIDE_BY_SIDE_MAX = 16;
    /// Ids in a message.
    private static final int NAMED_MAX = 3;

    public Sweep {
        done = List.copyOf(done);
        failed = Map.copyOf(failed);
    }

    public static <R> Sweep<R> of(Collection<String> ids, Function<String, R> work) {
        return of(ids, id -> id, work);
    }

    /// Returns when all had their turn; what `work` does has to be bounded.
    ///
    /// @param id what it is called where it fails; of those with the same, the first has its turn
    public static <T, R> Sweep<R> of(Collection<T> all, Function<T, String> id, Function<T, R> work) {
        Map<String, Future<R>> running = new LinkedHashMap<>();
        Semaphore room = new Semaphore(SIDE_BY_SIDE_MAX);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            all.forEach(one -> running.computeIfAbsent(
                    id.apply(one),
                    _ -> threads.submit(() -> {
                        room.acquire();
                        try {
                            return work.apply(one);
                        } finally {
                            room.release();
                        }
                    })));
        }
        Map<String, RuntimeException> failed = new LinkedHashMap<>();
        running.forEach((name, future) -> {
            if (future.state() != Future.State.SUCCESS) {
                failed.put(name, why(future));
            }
        });
        List<R> done = running.values().stream()
                .filter(future -> future.state() == Future.State.SUCCESS)
                .map(Future::resultNow)
                .toList();
        return new Sweep<>(done, failed);
    }

    /// What was done where nothing failed.
    ///
    /// @throws IllegalStateException that counts and names what did
    public List<R> orThrow(String what) {
        if (failed.isEmpty()) {
            return done;
        }
        List<String> ids = failed.keySet().stream().sorted().limit(NAMED_MAX).toList();
        RuntimeException first = failed.values().iterator().next();
        throw new IllegalStateException(
                "%s failed for %d of %d, as %s: %s"
                        .formatted(what, failed.size(), failed.size() + done.size(), ids, said(first)),
                first);
    }

    private static RuntimeException why(Future<?> future) {
        if (future.state() != Future.State.FAILED) {
            return new IllegalStateException("interrupted");
        }
        Throwable why = future.exceptionNow();
        return why instanceof RuntimeException e
                ? e
                : new IllegalStateException(why.getClass().getSimpleName(), why);
    }

    /// What others put into their exceptions may quote what they were told.
    private static String said(RuntimeException failure) {
        return failure instanceof IllegalStateException
                ? String.valueOf(failure.getMessage())
                : failure.getClass().getSimpleName();
    }
}
