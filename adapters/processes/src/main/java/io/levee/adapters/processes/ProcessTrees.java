package io.levee.adapters.processes;

import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Launches trees of processes and ends them whole: no double fork, session of its own or ignored
/// signal survives.
///
/// Trees outlive this object and its process; the next one on the same folder finds them. A folder
/// belongs to one process at a time, which a lock beside it says; trees of one that died can be taken
/// over. At most 4096 trees. Safe for many threads: `starting` has one
/// lock, everything else is read from the folder and the kernel, and an end never waits for a
/// launch.
public final class ProcessTrees implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ProcessTrees.class.getName());
    private static final Duration WITHIN_MAX = Duration.ofHours(1);

    private final Records records;
    private final Optional<FolderLock> lock;
    private final Containment chosen;
    private final Map<Tier, Containment> containments;
    private final Map<TreeId, Start> starting = new HashMap<>();
    private boolean closed;

    private enum Start {
        PREPARED,
        CALLED_OFF,
        RELEASED
    }

    private ProcessTrees(Records records, Optional<FolderLock> lock, Containment chosen) {
        this.records = records;
        this.lock = lock;
        this.chosen = chosen;
        this.containments = new EnumMap<>(Tier.class);
        for (Tier tier : Tier.values()) {
            Containment.candidates(tier).stream().findFirst().ifPresent(it -> containments.put(tier, it));
        }
        containments.put(chosen.tier(), chosen);
    }

    /// Uses the best tier that works here, which it finds out by trying; that takes up to 30 s
    /// where none does.
    ///
    /// @throws LeveeException `CONFIGURATION_INVALID` where no tier works: then nothing must be
    ///     launched; `DATA_FOLDER_IN_USE` where another process owns the folder
    public static ProcessTrees open(Path folder) {
        return own(folder, List.of(Tier.values()));
    }

    /// Uses this tier or none.
    ///
    /// @throws LeveeException `CONFIGURATION_INVALID` where it does not work here,
    ///     `DATA_FOLDER_IN_USE` where another process owns the folder
    public static ProcessTrees open(Path folder, Tier tier) {
        return own(folder, List.of(tier));
    }

    /// Beside whoever owns the folder, to end what is in it.
    static ProcessTrees openBeside(Path folder) {
        return open(Records.in(folder), Optional.empty(), List.of(Tier.values()));
    }

    Path folder() {
        return records.folder();
    }

    public Tier tier() {
        return chosen.tier();
    }

    /// Starts a program once it is contained, with exactly this environment, nothing to read and
    /// its output appended to a file. Whether the program exists shows in the output only. Returns
    /// before the program may have begun.
    ///
    /// @param command the program and its arguments; together with the environment at most
    ///     1,000,000 bytes
    /// @throws IllegalArgumentException where it cannot be started as it is said
    /// @throws IllegalStateException where a tree of that id runs or starts
    /// @throws LeveeException `CONFIGURATION_INVALID` where it cannot be contained or was ended
    ///     meanwhile, `TOO_MANY_REQUESTS` at the limit; the program did not run then
    public Tree launch(TreeId id, List<String> command, Map<String, String> environment, Path directory, Path output) {
        byte[] script = Gate.script(command, environment);
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException("`%s` is no directory to start in".formatted(directory));
        }
        return launch(id, Launch.Opening.plain(script, directory, output));
    }

    Tree launch(TreeId id, Launch.Opening opening) {
        return launch(id, opening, LaunchStep.UNSEEN);
    }

    Tree launch(TreeId id, Launch.Opening opening, Consumer<LaunchStep> steps) {
        begin(id);
        try {
            makeRoom(id);
            Tree tree = new Launch(records, chosen, id, steps).run(opening, () -> release(id));
            LOG.log(Level.DEBUG, "launched tree {0} in {1}", id, chosen.tier());
            return tree;
        } finally {
            synchronized (starting) {
                starting.remove(id);
            }
        }
    }

    /// Kills every process of a tree and waits until the kernel says that none is left. Ending an
    /// ended or unknown tree does nothing and says so; one that is being launched does not start.
    ///
    /// @param within how long to wait at most, up to an hour; then the survivors are in the answer
    /// @throws LeveeException `CONFIGURATION_INVALID` where its record cannot be used, `INTERNAL`
    ///     where nobody can look
    public Ended end(TreeId id, Duration within) {
        if (within.isNegative() || within.compareTo(WITHIN_MAX) > 0) {
            throw new IllegalArgumentException("a tree is ended within 0 s to 1 h, not `%s`".formatted(within));
        }
        synchronized (starting) {
            starting.computeIfPresent(id, (_, it) -> it == Start.PREPARED ? Start.CALLED_OFF : it);
        }
        Optional<Records.Entry> entry = records.read(id);
        if (entry.isEmpty()) {
            return Ended.nothing();
        }
        Ended ended = Ending.end(containment(entry.get()), entry.get().place(), within);
        if (ended.empty()) {
            forget(entry.get());
        }
        LOG.log(
                ended.empty() ? Level.DEBUG : Level.ERROR,
                "ended tree {0}: {1} signalled, empty {2}, {3} ms",
                id,
                ended.signalled(),
                ended.empty(),
                ended.deadAfter().toMillis());
        return ended;
    }

    /// The processes that are in a tree now; none where it is unknown.
    public Set<Long> alive(TreeId id) {
        return records.read(id).map(this::alive).orElseGet(Set::of);
    }

    public Optional<Tree> find(TreeId id) {
        return records.read(id)
                .filter(entry -> !alive(entry).isEmpty())
                .map(entry -> new Tree(entry.id(), entry.tier()));
    }

    /// The trees with a process in them, also of a predecessor, and those that cannot be looked at.
    /// Those that ended by themselves are forgotten on the way.
    public List<Tree> all() {
        List<Tree> all = new ArrayList<>();
        for (Records.Entry entry : records.list().entries()) {
            if (mayLive(entry)) {
                all.add(new Tree(entry.id(), entry.tier()));
            } else {
                forget(entry);
            }
        }
        return List.copyOf(all);
    }

    /// Takes over all trees of another folder, whose owner died.
    ///
    /// @return those that are here now
    /// @throws LeveeException `DATA_FOLDER_IN_USE` where its owner lives, also paused;
    ///     `CONFIGURATION_INVALID` where one cannot be taken, after those before it
    List<TreeId> takeOver(Path folder) {
        Records theirs = Records.in(folder);
        FolderLock theirLock = FolderLock.holdOfTheDead(theirs.folder())
                .orElseThrow(() -> new LeveeException(
                        ErrorCode.DATA_FOLDER_IN_USE,
                        "`%s` belongs to a Levee that lives, which keeps its trees".formatted(folder)));
        try {
            List<TreeId> taken = new ArrayList<>();
            for (Records.Entry entry : theirs.list().entries()) {
                records.takeOver(entry.id(), theirs);
                taken.add(entry.id());
            }
            return List.copyOf(taken);
        } catch (IOException e) {
            throw Records.unusable("the folder `%s`".formatted(folder), e);
        } finally {
            theirLock.release();
        }
    }

    /// Whether there is a record of it here.
    boolean knows(TreeId id) {
        return records.has(id);
    }

    boolean handedOver(TreeId id) {
        return records.handedOver(id);
    }

    /// Whether it is being launched.
    boolean starts(TreeId id) {
        synchronized (starting) {
            return starting.containsKey(id);
        }
    }

    Optional<Records.Entry> record(TreeId id) {
        return records.read(id);
    }

    List<Records.Entry> records() {
        return records.list().entries();
    }

    /// Whether anybody of it may run.
    boolean inhabited(Records.Entry entry) {
        try {
            return containment(entry).inhabited(entry.place());
        } catch (IOException | UncheckedIOException e) {
            throw Records.unusable("the record of tree `%s`".formatted(entry.id()), e);
        }
    }

    /// The end of what is kept of one that is empty.
    void forgetRecord(Records.Entry entry) {
        try {
            tidy(entry);
            records.remove(entry.id());
        } catch (IOException e) {
            throw Records.unusable("the record of tree `%s`".formatted(entry.id()), e);
        }
    }

    /// The records that cannot be used.
    public List<Finding> findings() {
        return records.list().findings();
    }

    /// Nothing is launched from here any more. Ends no tree.
    @Override
    public void close() {
        synchronized (starting) {
            if (!closed) {
                lock.ifPresent(FolderLock::release);
            }
            closed = true;
        }
    }

    boolean isClosed() {
        synchronized (starting) {
            return closed;
        }
    }

    private static ProcessTrees own(Path folder, List<Tier> tiers) {
        Records records = Records.in(folder);
        FolderLock lock = FolderLock.hold(records.folder());
        boolean opened = false;
        try {
            records.sweep();
            ProcessTrees trees = open(records, Optional.of(lock), tiers);
            opened = true;
            return trees;
        } finally {
            if (!opened) {
                lock.release();
            }
        }
    }

    private static ProcessTrees open(Records records, Optional<FolderLock> lock, List<Tier> tiers) {
        List<String> problems = new ArrayList<>();
        for (Tier tier : tiers) {
            List<Containment> candidates = Containment.candidates(tier);
            if (candidates.isEmpty()) {
                problems.add("%s: is not on this machine".formatted(tier));
            }
            for (Containment candidate : candidates) {
                Optional<String> problem = Trial.problem(candidate);
                if (problem.isEmpty()) {
                    LOG.log(Level.DEBUG, "process trees are held by {0}", tier);
                    ProcessTrees trees = new ProcessTrees(records, lock, candidate);
                    trees.all();
                    return trees;
                }
                problems.add("%s: %s".formatted(tier, problem.get()));
            }
        }
        throw new LeveeException(
                ErrorCode.CONFIGURATION_INVALID,
                ("no process tree can be ended whole here (%s); give Levee a cgroup of its own (systemd: Delegate=yes) "
                                + "or install util-linux and allow user namespaces")
                        .formatted(String.join("; ", problems)));
    }

    private void begin(TreeId id) {
        synchronized (starting) {
            if (closed) {
                throw new IllegalStateException("tree `%s` comes after the close".formatted(id));
            }
            if (starting.putIfAbsent(id, Start.PREPARED) != null) {
                throw new IllegalStateException("tree `%s` is being launched already".formatted(id));
            }
        }
    }

    private boolean release(TreeId id) {
        synchronized (starting) {
            return starting.replace(id, Start.PREPARED, Start.RELEASED);
        }
    }

    private void makeRoom(TreeId id) {
        Optional<Records.Entry> before = records.read(id);
        if (before.isPresent()) {
            if (before.get().job().isPresent() || !alive(before.get()).isEmpty()) {
                throw new IllegalStateException("tree `%s` runs already: end it first".formatted(id));
            }
            tidy(before.get());
        }
        if (full()) {
            all();
            if (full()) {
                throw new LeveeException(
                        ErrorCode.TOO_MANY_REQUESTS,
                        "%d trees run already: end some before launching `%s`".formatted(Records.TREES_MAX, id));
            }
        }
    }

    private boolean full() {
        Records.Listing listing = records.list();
        return listing.entries().size() + listing.findings().size() >= Records.TREES_MAX;
    }

    /// Only what nobody launches: the record of a launch stands before its place has a process.
    private void forget(Records.Entry entry) {
        synchronized (starting) {
            if (!starting.containsKey(entry.id()) && records.read(entry.id()).equals(Optional.of(entry))) {
                tidy(entry);
            }
        }
    }

    private void tidy(Records.Entry entry) {
        try {
            // what is kept of a confined program is found through its record, until it is forgotten
            if (containment(entry).remove(entry.place()) && entry.job().isEmpty()) {
                records.remove(entry.id());
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the record of the ended tree {0} stays: {1}", entry.id(), e.getMessage());
        }
    }

    /// What cannot be looked at may live.
    private boolean mayLive(Records.Entry entry) {
        try {
            return !alive(entry).isEmpty();
        } catch (LeveeException e) {
            return true;
        }
    }

    private Set<Long> alive(Records.Entry entry) {
        try {
            return containment(entry).alive(entry.place());
        } catch (IOException | UncheckedIOException e) {
            throw Records.unusable("the record of tree `%s`".formatted(entry.id()), e);
        }
    }

    private Containment containment(Records.Entry entry) {
        Containment containment = containments.get(entry.tier());
        if (containment == null) {
            throw new LeveeException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "tree `%s` is held by %s, which is not on this machine any more"
                            .formatted(entry.id(), entry.tier()));
        }
        return containment;
    }
}
