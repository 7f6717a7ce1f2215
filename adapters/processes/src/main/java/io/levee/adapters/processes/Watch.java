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

/// Looks at what the kernel does not cap here and ends who is above: the scratch folder each second in which it can be
/// full, memory and processes four times a second. One thread for all programs, which runs only while there are any.
final class Watch {
    private static final Duration EACH = Duration.ofMillis(250);
    private static final int ROUNDS_FOR_DISK = 4;

    /// What no disk of ours writes faster.
    private static final long DISK_BYTES_PER_MILLI = 2L << 20;

    private static final Duration DISK_EACH_MAX = Duration.ofSeconds(10);

    /// More than can be counted in time, and so above any cap.
    private static final int ENTRIES_MAX = 200_000;

    private static final int DEPTH_MAX = 64;

    /// What an entry takes at least, so that many empty ones are something.
    private static final long ENTRY_BYTES = 512;

    private static final System.Logger LOG = System.getLogger(Watch.class.getName());

    private final ConfinedTrees trees;
    private final Map<TreeId, ConfinedTrees.Job> watched = new ConcurrentHashMap<>();

    /// When each scratch folder can be full at the earliest. The watching thread's, but for what is removed.
    private final Map<TreeId, Long> diskAfter = new ConcurrentHashMap<>();

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
        diskAfter.remove(id);
    }

    /// Not before it can be full.
    private Optional<Broken> disk(ConfinedTrees.Job job) {
        TreeId id = job.entry().id();
        Long after = diskAfter.get(id);
        if (after != null && System.nanoTime() - after < 0) {
            return Optional.empty();
        }
        Counting counting = Counting.of(job);
        long left = Math.max(0, job.held().caps().diskBytes() - counting.bytes);
        long wait = Math.min(DISK_EACH_MAX.toNanos(), left / DISK_BYTES_PER_MILLI * 1_000_000);
        diskAfter.put(id, System.nanoTime() + wait);
        return counting.broken(job);
    }

    /// What is in the scratch folder, where that is at its cap or above.
    static Optional<Broken> diskBroken(ConfinedTrees.Job job) {
        return Counting.of(job).broken(job);
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
                if (job.folder().hasCode()) {
                    remove(job.entry().id());
                    return;
                }
                broken = disk(job);
            }
            broken.ifPresent(it -> trees.end(job, it));
        } catch (LeveeException | UncheckedIOException e) {
            LOG.log(Level.DEBUG, "{0} cannot be watched now: {1}", job.entry().id(), e.getMessage());
        }
    }

    private Optional<Broken> memoryOrProcesses(ConfinedTrees.Job job) {
        Means means = trees.means();
        boolean memory = means.memory() == Means.By.WATCHED;
        boolean processes = means.processes() == Means.By.WATCHED;
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

        static Counting of(ConfinedTrees.Job job) {
            Counting counting = new Counting();
            try {
                Files.walkFileTree(job.held().scratch(), Set.of(), DEPTH_MAX, counting);
            } catch (IOException e) { // the program changes what is counted: the next round tells
                return new Counting();
            }
            return counting;
        }

        Optional<Broken> broken(ConfinedTrees.Job job) {
            long cap = job.held().caps().diskBytes();
            return beyond || bytes >= cap ? Optional.of(new Broken(Cap.DISK, cap, bytes)) : Optional.empty();
        }

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
