package io.levee.adapters.processes;

import io.levee.facts.Scope;
import io.levee.facts.WorkloadId;
import io.levee.fault.LeveeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

/// Programs that outlived the Levee that launched them.
public final class OrphanedPrograms {
    private static final Duration EMPTY_WITHIN = Duration.ofSeconds(4);

    private OrphanedPrograms() {}

    /// @param ended     trees that were not empty, or could not be looked at, and are seen to be empty now
    /// @param survivors processes that live on
    public record Outcome(int ended, int survivors) {}

    /// Ends those of the scope, side by side. Only while no Levee works with the folder: one that hangs does not.
    ///
    /// @param folder that of their trees
    /// @throws LeveeException where this machine cannot end them whole
    public static Outcome end(Path folder, Scope scope) {
        LaunchNotes notes = new LaunchNotes(folder);
        try (ProcessTrees trees = ProcessTrees.openBeside(folder);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Integer>> ends = trees.all().stream()
                    .filter(tree ->
                            notes.mayBeOf(scope, new WorkloadId(tree.id().toString())))
                    .map(tree -> CompletableFuture.supplyAsync(
                            () -> trees.end(tree.id(), EMPTY_WITHIN).survivors().size(), threads))
                    .toList();
            List<Integer> survivors = ends.stream().map(CompletableFuture::join).toList();
            return new Outcome(
                    (int) survivors.stream().filter(alive -> alive == 0).count(),
                    survivors.stream().mapToInt(Integer::intValue).sum());
        }
    }
}
