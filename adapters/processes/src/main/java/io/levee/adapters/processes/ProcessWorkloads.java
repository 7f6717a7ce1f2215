package io.levee.adapters.processes;

import io.levee.consent.OpenStops;
import io.levee.consent.RunningWorkloads;
import io.levee.consent.Runs;
import io.levee.facts.Layer;
import io.levee.facts.StopFact;
import io.levee.facts.StopId;
import io.levee.facts.WorkloadFact;
import io.levee.facts.WorkloadId;
import io.levee.fault.LeveeException;
import io.levee.identity.Chain;
import io.levee.identity.SessionId;
import io.levee.ledger.Ledger;
import io.levee.ledger.Origin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Programs of agents as trees of processes on this machine, each known to the ledger before it begins and until
/// nothing of it is left. Thread-safe.
public final class ProcessWorkloads {
    /// For a tree to be empty; a thousand times what the kernel takes.
    static final Duration EMPTY_WITHIN = Duration.ofSeconds(4);

    /// Orders whose workloads are remembered for their probes.
    private static final int ORDERS_MAX = 256;

    private static final String KIND = "process-tree";
    private static final System.Logger LOG = System.getLogger(ProcessWorkloads.class.getName());

    private final ProcessTrees trees;
    private final ConfinedTrees confined;
    private final Ledger ledger;
    private final RunningWorkloads running;
    private final OpenStops stops;
    private final Runs runs;
    private final Supplier<WorkloadId> ids;
    private final LaunchNotes notes;
    /// What orders covered here; guarded by itself.
    private final Map<StopId, Set<WorkloadId>> covered = new LinkedHashMap<>();

    /// What was launched elsewhere and is here now.
    private final Set<WorkloadId> adopted = ConcurrentHashMap.newKeySet();

    /// Launches that may still begin a program; each completes once it began, or never will.
    private final Map<WorkloadId, CompletableFuture<Void>> launching = new ConcurrentHashMap<>();

    /// @param running follows family WORKLOAD
    /// @param stops   follows family STOP
    /// @param ids     a fresh one each time
    public ProcessWorkloads(
            ProcessTrees trees,
            Ledger ledger,
            RunningWorkloads running,
            OpenStops stops,
            Runs runs,
            Supplier<WorkloadId> ids) {
        this(new ConfinedTrees(trees, Ground.standard()), ledger, running, stops, runs, ids);
    }

    /// The same with another ground for confined programs.
    public ProcessWorkloads(
            ProcessTrees trees,
            Ground ground,
            Ledger ledger,
            RunningWorkloads running,
            OpenStops stops,
            Runs runs,
            Supplier<WorkloadId> ids) {
        this(new ConfinedTrees(trees, ground), ledger, running, stops, runs, ids);
    }

    ProcessWorkloads(
            ConfinedTrees confined,
            Ledger ledger,
            RunningWorkloads running,
            OpenStops stops,
            Runs runs,
            Supplier<WorkloadId> ids) {
        this.trees = confined.trees();
        this.confined = confined;
        this.ledger = ledger;
        this.running = running;
        this.stops = stops;
        this.runs = runs;
        this.ids = ids;
        this.notes = new LaunchNotes(trees.folder());
        confined.found();
        trees.records().forEach(entry -> adopted.add(new WorkloadId(entry.id().value())));
    }

    /// What became of a launch.
    public sealed interface Launch {
        record Begun(WorkloadId workload) implements Launch {}

        /// A stop covers the chain; nothing ran.
        record Stopped(StopId stop) implements Launch {}
    }

    /// A program, as [ProcessTrees#launch] takes it.
    public record Program(List<String> command, Map<String, String> environment, Path directory, Path output) {
        public Program {
            command = List.copyOf(command);
            environment = Map.copyOf(environment);
        }
    }

    /// Starts a program for a chain. Whether it may be started at all is decided before.
    ///
    /// INVARIANT I3: it is known to be launching, then recorded, then the stops are asked, then it
    /// begins, then they are asked again. So either this sees the stop before anything ran, or the
    /// stop sees the launch and waits for it.
    ///
    /// @param startedFrom the person's session from which `session` was started
    public Launch launch(Chain chain, SessionId session, Optional<SessionId> startedFrom, Program program) {
        return launch(ids.get(), chain, session, startedFrom, (tree, mark) -> {
            Map<String, String> environment = new HashMap<>(program.environment());
            environment.putAll(mark);
            return trees.launch(tree, program.command(), environment, program.directory(), program.output());
        });
    }

    /// Starts a confined program, whose name the caller has chosen and may have recorded before.
    ///
    /// @throws IllegalStateException where one of that name runs, starts, or ever began: none runs twice
    public Launch launch(
            WorkloadId workload, Chain chain, SessionId session, Optional<SessionId> startedFrom, Confined program) {
        return launch(workload, chain, session, startedFrom, (tree, mark) -> confined.launch(tree, program, mark));
    }

    private Launch launch(
            WorkloadId workload, Chain chain, SessionId session, Optional<SessionId> startedFrom, Beginning beginning) {
        WorkloadFact.Launched launched = new WorkloadFact.Launched(workload, KIND, chain, session, startedFrom);
        TreeId tree = tree(workload);
        CompletableFuture<Void> settled = new CompletableFuture<>();
        if (launching.putIfAbsent(workload, settled) != null) {
            throw new IllegalStateException("`%s` is being launched already".formatted(workload));
        }
        try {
            ledger.write(launched);
            Optional<StopFact.Ordered> stop = covering(launched);
            if (stop.isPresent()) {
                ledger.write(new WorkloadFact.Ended(workload, WorkloadFact.Ending.NEVER_BEGAN));
                return new Launch.Stopped(stop.get().stop());
            }
            notes.write(workload, chain, session);
            begin(workload, tree, beginning);
            stop = covering(launched);
            if (stop.isEmpty()) {
                return new Launch.Begun(workload);
            }
            kill(workload);
            settled.complete(null); // nothing runs: whoever stops need not wait for the ledger
            tellEnded(workload, WorkloadFact.Ending.STOPPED);
            return new Launch.Stopped(stop.get().stop());
        } finally {
            launching.remove(workload);
            settled.complete(null);
        }
    }

    /// The same for a session that nobody started from another.
    public Launch launch(Chain chain, SessionId session, Program program) {
        return launch(chain, session, Optional.empty(), program);
    }

    private void begin(WorkloadId workload, TreeId tree, Beginning beginning) {
        try {
            var _ = beginning.begin(tree, Map.of(Marked.VARIABLE, workload.value()));
        } catch (RuntimeException e) {
            ledger.write(new WorkloadFact.Ended(workload, WorkloadFact.Ending.NEVER_BEGAN));
            throw e;
        }
    }

    /// What became of a confined program. Its end by itself is seen at once, that it was killed whole by somebody else
    /// within 3 s; usage is as old as that. Costs a look at two names, and a few reads of small files every 3 s.
    ///
    /// @throws LeveeException `CONFIGURATION_INVALID` where nobody can look, or another Levee took it over
    public Look look(WorkloadId workload) {
        return launching.containsKey(workload) ? new Look.Running(Usage.UNKNOWN) : confined.look(tree(workload));
    }

    /// Ends all of a program. How its command ended and what it printed stay.
    ///
    /// @throws IllegalStateException where it is not seen to be empty
    /// @throws LeveeException        `CONFIGURATION_INVALID` where another Levee took it over
    public void end(WorkloadId workload) {
        kill(workload);
        if (!launching.containsKey(workload)) { // who launches it tells
            tellEnded(workload, WorkloadFact.Ending.STOPPED);
        }
    }

    /// What a confined program printed; nothing where it is unknown or forgotten.
    public Logs logs(WorkloadId workload) {
        return confined.logs(tree(workload));
    }

    /// The folder that is only its own, until it is forgotten.
    public Optional<Path> scratch(WorkloadId workload) {
        return confined.scratch(tree(workload));
    }

    /// Removes everything that is kept of a confined program that ended: its log, its code, its scratch folder, its
    /// user.
    /// At most 4096 are kept; then nothing is launched.
    ///
    /// @throws IllegalStateException where it runs
    public void forget(WorkloadId workload) {
        confined.forget(tree(workload));
    }

    /// How confined programs are held here.
    public Means means() {
        return confined.means();
    }

    /// Takes over the programs of a Levee of this machine that died, running or not, and from then on tends them. What
    /// it had recorded as launched and has no program is recorded as ended.
    ///
    /// @param folder that of its trees
    /// @param dead   whose log its launches are in
    /// @return those that are here now
    /// @throws LeveeException `DATA_FOLDER_IN_USE` where it lives, also paused
    public List<WorkloadId> adopt(Path folder, Origin dead) {
        List<WorkloadId> taken = trees.takeOver(folder).stream()
                .map(tree -> new WorkloadId(tree.value()))
                .toList();
        taken.forEach(workload -> notes.takeOver(folder, workload));
        adopted.addAll(taken);
        confined.found();
        running.at(dead).stream()
                .map(each -> each.launched().workload())
                .filter(workload -> !trees.knows(tree(workload)))
                .forEach(workload -> ledger.write(new WorkloadFact.Ended(workload, WorkloadFact.Ending.EXITED)));
        return taken;
    }

    /// Ends what the order covers and runs here; returns how many of them there were.
    ///
    /// @throws IllegalStateException where one of them is not seen to be empty; the others were ended
    int endAll(StopFact.Ordered order) {
        return endCovered(order, this::end);
    }

    /// The same without a word to the ledger, which [#tend] tells when it can.
    int endUntold(StopFact.Ordered order) {
        return endCovered(order, this::kill);
    }

    /// Begins one tree with a mark in its environment.
    private interface Beginning {
        Tree begin(TreeId tree, Map<String, String> mark);
    }

    private int endCovered(StopFact.Ordered order, Consumer<WorkloadId> how) {
        List<WorkloadId> here = here(order);
        remember(order.stop(), here);
        SideBySide.end(here, workload -> {
            CompletableFuture<Void> launch = launching.get(workload);
            how.accept(workload);
            if (launch != null) { // it may have begun after that
                launch.copy()
                        .orTimeout(EMPTY_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                        .join();
                how.accept(workload);
            }
        });
        return here.size();
    }

    /// Processes of what the order covers or covered here, as the kernel has them now: by their trees, and by the mark
    /// in their environment, which says so too where a tree was believed empty.
    Set<Long> alive(StopFact.Ordered order) {
        Set<WorkloadId> asked = new HashSet<>(here(order));
        synchronized (covered) {
            asked.addAll(covered.getOrDefault(order.stop(), Set.of()));
        }
        Set<Long> alive = new HashSet<>(Marked.processes(asked));
        asked.forEach(workload -> alive.addAll(trees.alive(tree(workload))));
        return alive;
    }

    /// Starts a program that is nobody's and ends it; whether none of its processes is left.
    boolean rehearse() {
        TreeId tree = new TreeId("rehearsal-" + ids.get().value());
        var _ = trees.launch(
                tree, List.of("/bin/sh", "-c", "trap '' TERM; sleep 60"), Map.of(), Path.of("/"), Path.of("/dev/null"));
        return trees.end(tree, EMPTY_WITHIN).empty() && trees.alive(tree).isEmpty();
    }

    private void remember(StopId stop, List<WorkloadId> here) {
        synchronized (covered) {
            covered.computeIfAbsent(stop, _ -> new HashSet<>()).addAll(here);
            if (covered.size() > ORDERS_MAX) {
                covered.remove(covered.keySet().iterator().next());
            }
        }
    }

    /// To be called every second or so, and once after the start: records what ended by itself, and ends what a stop
    /// covers and nobody ended.
    ///
    /// @throws IllegalStateException where one of them could not be ended; the others were
    public void tend() {
        List<WorkloadId> stopped = new ArrayList<>();
        List<WorkloadId> ended = new ArrayList<>();
        for (WorkloadFact.Launched launched : mine()) {
            WorkloadId workload = launched.workload();
            if (!launching.containsKey(workload)) {
                if (covering(launched).isPresent()) {
                    stopped.add(workload);
                } else if (!mayLive(workload)) {
                    ended.add(workload);
                }
            }
        }
        SideBySide.end(stopped, this::end);
        SideBySide.end(ended, workload -> {
            kill(workload); // what its command left
            tellEnded(workload, WorkloadFact.Ending.EXITED);
        });
    }

    private void tellEnded(WorkloadId workload, WorkloadFact.Ending how) {
        notes.remove(workload);
        adopted.remove(workload);
        if (running.contains(workload)) {
            ledger.write(new WorkloadFact.Ended(workload, how));
        }
    }

    /// What runs by the ledger and is on this machine: launched by this replica and not handed over, or adopted.
    private List<WorkloadFact.Launched> mine() {
        Map<WorkloadId, WorkloadFact.Launched> mine = new HashMap<>();
        running.at(ledger.origin()).forEach(each -> mine.put(each.launched().workload(), each.launched()));
        adopted.forEach(workload -> running.find(workload).ifPresent(launched -> mine.put(workload, launched)));
        mine.keySet().removeIf(workload -> trees.handedOver(tree(workload)));
        return List.copyOf(mine.values());
    }

    private void kill(WorkloadId workload) {
        Ended ended = confined.end(tree(workload), EMPTY_WITHIN);
        if (!ended.empty()) {
            LOG.log(System.Logger.Level.ERROR, "{0} is not empty: {1} live on", workload, ended.survivors());
            throw new IllegalStateException(
                    "%d processes of `%s` live on".formatted(ended.survivors().size(), workload));
        }
    }

    /// What cannot be looked at may live.
    private boolean mayLive(WorkloadId workload) {
        try {
            return confined.look(tree(workload)) instanceof Look.Running;
        } catch (LeveeException e) {
            LOG.log(System.Logger.Level.WARNING, "{0}: {1}", workload, e.getMessage());
            return true;
        }
    }

    private List<WorkloadId> here(StopFact.Ordered order) {
        return mine().stream()
                .filter(launched -> order.scope().covers(runs.of(launched)))
                .map(WorkloadFact.Launched::workload)
                .toList();
    }

    private static TreeId tree(WorkloadId workload) {
        return new TreeId(workload.value());
    }

    private Optional<StopFact.Ordered> covering(WorkloadFact.Launched launched) {
        return stops.covering(Layer.RUNTIME, () -> runs.of(launched));
    }
}
