package io.levee.adapters.processes;

import io.levee.facts.WorkloadId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// Ends many programs at once.
final class SideBySide {
    private static final Executor ENDING =
            task -> Thread.ofVirtual().name("ending").start(task);

    private SideBySide() {}

    /// Side by side, so that one that does not end keeps none of the others alive.
    static void end(List<WorkloadId> all, Consumer<WorkloadId> end) {
        List<CompletableFuture<Void>> ends = all.stream()
                .map(workload -> CompletableFuture.runAsync(() -> end.accept(workload), ENDING))
                .toList();
        List<Throwable> failures = ends.stream()
                .<Throwable>mapMulti((ending, failed) -> {
                    try {
                        ending.join();
                    } catch (CompletionException e) {
                        failed.accept(e.getCause());
                    }
                })
                .toList();
        if (!failures.isEmpty()) {
            throw new IllegalStateException(
                    "%d of %d programs may live on: %s"
                            .formatted(
                                    failures.size(),
                                    all.size(),
                                    failures.getFirst().getMessage()),
                    failures.getFirst());
        }
    }
}
