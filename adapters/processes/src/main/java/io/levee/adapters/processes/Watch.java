package io.levee.adapters.processes;

import io.levee.fault.LeveeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Looks at what the kernel does not cap here and ends who is above: the scratch folder each second, memory and
/// processes
/// four times a second. One thread for all programs, which runs only while there are any.
final class Watch {
    private static final Duration EACH = Duration.ofMillis(250);
    private static final int ROUNDS_FOR_DISK = 4;

    /// More than can be counted in time, and so above any cap.
    private static final int ENTRIES_MAX = 200_000;

    private static final int DEPTH_MAX = 64;

    /// What an entry takes at least, so that many empty ones are something.
    private static final long ENTRY_BYTES = 512;

    private static final System.Logger LOG = System.getLogger(Watch.class.getName());

    private final ConfinedTrees trees;
    private final Map<TreeId, ConfinedTrees.Job> watched = new ConcurrentHashMap<>();

    /// Guarded by this.
    private boolean running;

    Watch(ConfinedTrees trees) {
        this.trees = trees;
    }

    void add(ConfinedTrees.Job job) {
        watched.put(job.entry().id(), job);
        synchronized (this) {
            if (!running) {
                running = true;
                Thread.ofPlatform().daemon().name("watching programs").start(this::watch);
            }
        }
    }

    void remove(TreeId id) {
        watched.remove(id);
    }

    /// What is in the scratch folder, where that is at its cap or above.
    static Optional<Broken> diskBroken(ConfinedTrees.Job job) {
        long cap = job.held().caps().diskBytes();
        Counting counting = new Counting();
        try {
            Files.walkFileTree(job.held().scratch(), Set.of(), DEPTH_MAX, counting);
        } catch (IOException e) { // the program changes what is counted: the next round tells
            return Optional.empty();
        }
        return counting.beyond || counting.bytes >= cap
                ? Optional.of(new Broken(Cap.DISK, cap, counting.bytes))
                : Optional.empty();
    }

    private void watch() {
        for (int round = 0; ; round++) {
            boolean goOn = Ending.pause(EACH);
            synchronized (this) {
                if (!goOn || watched.isEmpty() || trees.trees().isClosed()) {
                    running = false;
                    return;
                }
            }
            for (ConfinedTrees.Job job : watched.values()) {
                look(job, round % ROUNDS_FOR_DISK == 0);
            }
        }
    }

    private void look(ConfinedTrees.Job job, boolean disk) {
        try {
            Optional<Broken> broken = memoryOrProcesses(job);
            if (broken.isEmpty() && disk) {
                if (job.folder().hasCode() || !trees.trees().inhabited(job.entry())) {
                    remove(job.entry().id());
                    return;
                }
                broken = diskBroken(job);
            }
            broken.ifPresent(it -> trees.end(job, it));
        } catch (LeveeException | UncheckedIOException e) {
            LOG.log(Level.DEBUG, "{0} cannot be watched now: {1}", job.entry().id(), e.getMessage());
        }
    }

    private Optional<Broken> memoryOrProcesses(ConfinedTrees.Job job) {
        boolean memory = trees.watches(Cap.MEMORY);
        boolean processes = trees.watches(Cap.PROCESSES);
        if (!memory && !processes) {
            return Optional.empty();
        }
        Set<Long> alive = trees.trees().alive(job.entry().id());
        Caps caps = job.held().caps();
        // threads count as the kernel counts them; the keeper and its collector are three and a few hundred KiB
        long bytes = alive.stream().mapToLong(Proc::ownBytes).sum();
        long count = alive.stream().mapToLong(Proc::threads).sum() - Keeper.PROCESSES;
        if (memory && bytes > caps.memoryBytes()) {
            return Optional.of(new Broken(Cap.MEMORY, caps.memoryBytes(), bytes));
        }
        return processes && count > caps.processes()
                ? Optional.of(new Broken(Cap.PROCESSES, caps.processes(), count))
                : Optional.empty();
    }

    private static final class Counting extends SimpleFileVisitor<Path> {
        private long bytes;
        private int entries;
        private boolean beyond;

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            bytes += ENTRY_BYTES + attributes.size();
            // what would be entered but for the depth comes as a file
            return entry(attributes.isDirectory());
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            bytes += ENTRY_BYTES;
            return entry(false);
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return entry(false); // it went meanwhile
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
            return FileVisitResult.CONTINUE;
        }

        private FileVisitResult entry(boolean tooDeep) {
            entries++;
            beyond |= tooDeep || entries > ENTRIES_MAX;
            return beyond ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
        }
    }
}
