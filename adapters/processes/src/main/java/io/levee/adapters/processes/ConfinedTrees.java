package io.levee.adapters.processes;

import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Trees of confined programs: launched below a [Keeper], looked at for the price of a few small files of the kernel,
/// and kept after their end until they are forgotten. Thread-safe.
final class ConfinedTrees {
    /// For what is left in the pipe to reach the log, once the command ended and left somebody who holds the pipe open.
    private static final Duration LAST_WORDS = Duration.ofMillis(300);

    /// For what is cheap to be wrong about for so long.
    private static final Duration FRESH = Duration.ofSeconds(3);

    private static final String JOBS = "jobs";
    private static final int KILLED = 128 + 9;
    private static final System.Logger LOG = System.getLogger(ConfinedTrees.class.getName());

    private final ProcessTrees trees;
    private final Equipment equipment;
    private final Consumer<LaunchStep> steps;
    private final Watch watch;

    /// What was read of programs that are here; what is not in it is read again.
    private final Map<TreeId, Job> known = new ConcurrentHashMap<>();

    private final Map<TreeId, Seen> seen = new ConcurrentHashMap<>();
    private final Set<TreeId> launching = ConcurrentHashMap.newKeySet();

    /// One confined program.
    record Job(Records.Entry entry, JobFolder folder, JobFolder.Held held) {}

    /// That it was seen to run.
    private record Seen(long atNanos, Usage usage) {}

    ConfinedTrees(ProcessTrees trees, Ground ground) {
        this(
                trees,
                new Equipment(() -> Apart.here(ground, new SecureRandom()), () -> Controllers.here(new SecureRandom())),
                LaunchStep.UNSEEN);
    }

    ConfinedTrees(ProcessTrees trees, Equipment equipment, Consumer<LaunchStep> steps) {
        this.trees = trees;
        this.steps = steps;
        this.equipment = equipment;
        this.watch = new Watch(this);
    }

    Means means() {
        return equipment.means(trees.tier());
    }

    /// Starts a program as [ProcessTrees#launch] does, with its caps and apart from others.
    ///
    /// @param more added to its environment
    /// @throws IllegalStateException where one of that id runs, starts, or ever began
    Tree launch(TreeId id, Confined program, Map<String, String> more) {
        Apart apart = equipment.apart();
        Controllers controllers = equipment.controllers();
        if (!launching.add(id)) {
            throw new IllegalStateException("`%s` is being launched already".formatted(id));
        }
        try {
            refuseAnother(id);
            return launchNew(id, program, more, apart, controllers);
        } finally {
            launching.remove(id);
        }
    }

    private Tree launchNew(
            TreeId id, Confined program, Map<String, String> more, Apart apart, Controllers controllers) {
        Path kept = trees.folder().resolve(JOBS).resolve(id.value());
        Controllers.Groups groups = controllers.plan(id);
        Optional<Path> taken = Optional.empty();
        boolean begun = false;
        try {
            Apart.Scratch scratch = apart.take(id);
            taken = Optional.of(scratch.folder());
            steps.accept(LaunchStep.TAKEN);
            byte[] script = Keeper.script(program, more, scratch.folder());
            JobFolder.Held held =
                    new JobFolder.Held(Proc.boot(), scratch.user(), scratch.folder(), program.caps(), groups);
            JobFolder folder = JobFolder.create(kept, held);
            steps.accept(LaunchStep.KEPT);
            controllers.create(groups, program.caps());
            steps.accept(LaunchStep.CAPPED);
            List<String> shell = Keeper.shell(
                    groups.paths().values(),
                    apart.becoming(
                            scratch.user(),
                            program.caps(),
                            means().processes() == Means.By.USER_LIMIT,
                            apart.account(scratch, folder.path())),
                    apart.immediate());
            Tree tree = trees.launch(
                    id,
                    new Launch.Opening(
                            shell, script, folder.path(), folder.path().resolve("trouble"), Optional.of(folder.path())),
                    steps);
            begun = true;
            job(id).ifPresent(watch::add);
            return tree;
        } catch (IOException e) {
            throw new LeveeException(
                    ErrorCode.CONFIGURATION_INVALID, "`%s` was not started: %s".formatted(id, e.getMessage()), e);
        } finally {
            if (!begun) {
                controllers.remove(groups);
                taken.ifPresent(this::removeScratch);
                removeKept(new JobFolder(kept));
            }
        }
    }

    /// @throws LeveeException `CONFIGURATION_INVALID` where nobody can look, or it was handed over
    Look look(TreeId id) {
        return launching.contains(id) ? new Look.Running(Usage.UNKNOWN) : lookUnlaunched(id);
    }

    private Look lookUnlaunched(TreeId id) {
        Optional<Job> found = job(id);
        if (found.isEmpty()) {
            return trees.alive(id).isEmpty() ? new Look.Gone(trees.knows(id)) : new Look.Running(Usage.UNKNOWN);
        }
        Job job = found.get();
        try {
            if (code(job).isEmpty()) {
                Optional<Usage> usage = running(job);
                if (usage.isPresent()) {
                    return new Look.Running(usage.get());
                }
            }
            // again: it may have ended in between, and what was seen to be empty writes nothing any more
            OptionalInt code = code(job);
            boolean began = job.folder().began();
            if (code.isPresent() && began) {
                return lastWords(job) ? new Look.Running(usage(job)) : new Look.Exited(code.getAsInt(), broken(job));
            }
            Optional<Broken> cap = job.folder().broken();
            if (cap.isPresent()) {
                return new Look.Exited(KILLED, cap);
            }
            return new Look.Gone(began || !job.held().boot().equals(Proc.boot()));
        } catch (IOException | UncheckedIOException e) {
            throw Records.unusable("what is kept of `%s`".formatted(id), e);
        }
    }

    /// As [ProcessTrees#end]; and keeps what only the kernel knows.
    Ended end(TreeId id, Duration within) {
        Ended ended = trees.end(id, within);
        if (ended.empty()) {
            settle(id);
        }
        return ended;
    }

    private void settle(TreeId id) {
        seen.remove(id);
        job(id).ifPresent(job -> {
            try {
                Optional<Broken> broken = broken(job);
                if (broken.isPresent() && job.folder().broken().isEmpty()) {
                    job.folder().write(broken.get());
                }
                if (!equipment.controllers().remove(job.held().groups())) {
                    LOG.log(Level.DEBUG, "a group of {0} stays for now", id);
                }
                watch.remove(id);
            } catch (IOException e) {
                LOG.log(Level.WARNING, "what is kept of {0} cannot be written: {1}", id, e.getMessage());
            }
        });
    }

    Logs logs(TreeId id) {
        try {
            Optional<Job> job = job(id);
            return job.isPresent() ? job.get().folder().logs() : new Logs(List.of(), 0);
        } catch (IOException e) {
            throw Records.unusable("the log of `%s`".formatted(id), e);
        }
    }

    Optional<Path> scratch(TreeId id) {
        return job(id).map(job -> job.held().scratch());
    }

    /// @throws IllegalStateException where it runs
    void forget(TreeId id) {
        Optional<Job> job = job(id);
        if (job.isEmpty()) {
            return;
        }
        if (trees.inhabited(job.get().entry())) {
            throw new IllegalStateException("`%s` runs: end it before it is forgotten".formatted(id));
        }
        settle(id);
        if (removeScratch(job.get().held().scratch())) {
            removeKept(job.get().folder());
            known.remove(id);
            trees.forgetRecord(job.get().entry());
        }
    }

    /// Watches programs that were found: those of a predecessor or taken over. Removes what half a launch left.
    void found() {
        removeHalves();
        trees.records().forEach(entry -> {
            if (entry.job().isPresent() && trees.inhabited(entry)) {
                job(entry.id()).ifPresent(watch::add);
            }
        });
    }

    /// Ends one that is above a cap; what it reached is written first.
    void end(Job job, Broken broken) {
        try {
            if (job.folder().broken().isEmpty()) {
                job.folder().write(broken);
            }
            var _ = end(job.entry().id(), ProcessWorkloads.EMPTY_WITHIN);
        } catch (IOException | LeveeException e) { // the next look at it tries again
            LOG.log(
                    Level.WARNING,
                    "{0} is above a cap and was not ended: {1}",
                    job.entry().id(),
                    e.getMessage());
        }
    }

    ProcessTrees trees() {
        return trees;
    }

    private void refuseAnother(TreeId id) {
        Optional<Job> before = job(id);
        if (before.isPresent()) {
            if (!(lookUnlaunched(id) instanceof Look.Gone(boolean mayHaveBegun)) || mayHaveBegun) {
                throw new IllegalStateException("`%s` was launched already: forget it first".formatted(id));
            }
            forget(id);
        }
        Path half = trees.folder().resolve(JOBS).resolve(id.value());
        if (Files.exists(half)) {
            removeHalf(new JobFolder(half));
        }
    }

    /// What a Levee left that died between making the folder of a program and recording its tree: nothing ran.
    private void removeHalves() {
        try (DirectoryStream<Path> folders =
                Files.newDirectoryStream(trees.folder().resolve(JOBS))) {
            for (Path each : folders) {
                TreeId id = new TreeId(each.getFileName().toString());
                if (!launching.contains(id) && !trees.knows(id) && !trees.handedOver(id)) {
                    removeHalf(new JobFolder(each));
                }
            }
        } catch (NoSuchFileException e) { // none yet
        } catch (IOException | IllegalArgumentException e) {
            LOG.log(Level.WARNING, "what half a launch left stays: {0}", e.getMessage());
        }
    }

    private void removeHalf(JobFolder half) {
        try {
            JobFolder.Held held = half.held();
            equipment.controllers().remove(held.groups());
            removeScratch(held.scratch());
        } catch (IOException e) { // it had not come so far
        }
        removeKept(half);
    }

    private static OptionalInt code(Job job) throws IOException {
        return job.folder().hasCode() ? job.folder().code() : OptionalInt.empty();
    }

    private boolean lastWords(Job job) throws IOException {
        long since = Math.abs(System.currentTimeMillis() - job.folder().codeWrittenMillis());
        return since < LAST_WORDS.toMillis() && trees.inhabited(job.entry());
    }

    private Optional<Broken> broken(Job job) throws IOException {
        Optional<Broken> written = job.folder().broken();
        if (written.isPresent()) {
            return written;
        }
        Optional<Broken> counted =
                equipment.controllers().broken(job.held().groups(), job.held().caps());
        return counted.isPresent() ? counted : Watch.diskBroken(job);
    }

    /// What it uses, as of a moment ago; empty where nobody of it runs.
    ///
    /// A command that ends writes its code, which each look asks for. That one is killed whole by somebody else is
    /// rare, and is noticed within that moment.
    private Optional<Usage> running(Job job) {
        TreeId id = job.entry().id();
        Seen last = seen.get(id);
        if (last != null && System.nanoTime() - last.atNanos() < FRESH.toNanos()) {
            return Optional.of(last.usage());
        }
        if (!trees.inhabited(job.entry())) {
            seen.remove(id);
            return Optional.empty();
        }
        Usage usage = usage(job);
        seen.put(id, new Seen(System.nanoTime(), usage));
        return Optional.of(usage);
    }

    private Usage usage(Job job) {
        try {
            return equipment
                    .controllers()
                    .usage(job.held().groups(), job.folder().printedBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<Job> job(TreeId id) {
        Job cached = known.get(id);
        if (cached != null && trees.knows(id)) {
            return Optional.of(cached);
        }
        known.remove(id);
        return trees.record(id).filter(entry -> entry.job().isPresent()).map(entry -> {
            JobFolder folder = new JobFolder(entry.job().orElseThrow());
            try {
                JobFolder.Held held = folder.held();
                if (!equipment.controllers().ours(id, held.groups())) {
                    throw new IOException("it names groups that are not its own");
                }
                Job job = new Job(entry, folder, held);
                known.put(id, job);
                return job;
            } catch (IOException e) {
                throw Records.unusable("what is kept of `%s`".formatted(id), e);
            }
        });
    }

    private boolean removeScratch(Path scratch) {
        try {
            return equipment.apart().remove(scratch);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "{0} stays: {1}", scratch, e.getMessage());
            return false;
        }
    }

    private static void removeKept(JobFolder folder) {
        try {
            folder.remove();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "{0} stays: {1}", folder.path(), e.getMessage());
        }
    }
}
