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
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
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
    private static final Executor ENDING =
            task -> Thread.ofVirtual().name("ending").start(task);
    private static final System.Logger LOG = System.getLogger(ProcessWorkloads.class.getName());

    private final ProcessTrees trees;
    private final Ledger ledger;
    private final RunningWorkloads running;
    private final OpenStops stops;
    private final Runs runs;
    private final Supplier<WorkloadId> ids;
    private final LaunchNotes notes;
    /// What orders covered here; guarded by itself.
    private final Map<StopId, Set<WorkloadId>> covered = new LinkedHashMap<>();

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
        this.trees = trees;
        this.ledger = ledger;
        this.running = running;
        this.stops = stops;
        this.runs = runs;
        this.ids = ids;
        this.notes = new LaunchNotes(trees.folder());
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
        WorkloadId workload = ids.get();
        WorkloadFact.Launched launched = new WorkloadFact.Launched(workload, KIND, chain, session, startedFrom);
        TreeId tree = new TreeId(workload.value());
        CompletableFuture<Void> settled = new CompletableFuture<>();
        launching.put(workload, settled);
        try {
            ledger.write(launched);
            Optional<StopFact.Ordered> stop = covering(launched);
            if (stop.isPresent()) {
                ledger.write(new WorkloadFact.Ended(workload, WorkloadFact.Ending.NEVER_BEGAN));
                return new Launch.Stopped(stop.get().stop());
            }
            notes.write(workload, chain, session);
            begin(workload, tree, program);
            stop = covering(launched);
            if (stop.isEmpty()) {
                return new Launch.Begun(workload);
            }
            kill(workload);
            settled.complete(null); // nothing runs: whoever stops need not wait for the ledger
            tellEnded(workload);
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

    private void begin(WorkloadId workload, TreeId tree, Program program) {
        try {
            Map<String, String> environment = new HashMap<>(program.environment());
            environment.put(Marked.VARIABLE, workload.value());
            var _ = trees.launch(tree, program.command(), environment, program.directory(), program.output());
        } catch (RuntimeException e) {
            ledger.write(new WorkloadFact.Ended(workload, WorkloadFact.Ending.NEVER_BEGAN));
            throw e;
        }
    }

    /// Ends what the order covers and runs here; returns how many of them there were.
    ///
    /// @throws IllegalStateException where one of them is not seen to be empty; the others were ended
    int end(StopFact.Ordered order) {
        return end(order, this::end);
    }

    /// The same without a word to the ledger, which [#tend] tells when it can.
    int endUntold(StopFact.Ordered order) {
        return end(order, this::kill);
    }

    private int end(StopFact.Ordered order, Consumer<WorkloadId> how) {
        List<WorkloadId> here = here(order);
        remember(order.stop(), here);
        endAll(here, workload -> {
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
        asked.forEach(workload -> alive.addAll(trees.alive(new TreeId(workload.value()))));
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
        List<WorkloadId> toEnd = new ArrayList<>();
        for (RunningWorkloads.Running each : running.at(ledger.origin())) {
            WorkloadId workload = each.launched().workload();
            if (!launching.containsKey(workload)) {
                boolean stopped = covering(each.launched()).isPresent();
                if (stopped) {
                    toEnd.add(workload);
                } else if (!mayLive(workload)) {
                    notes.remove(workload);
                    ledger.write(new WorkloadFact.Ended(workload, WorkloadFact.Ending.EXITED));
                }
            }
        }
        endAll(toEnd, this::end);
    }

    /// Side by side, so that one that does not end keeps none of the others alive.
    private static void endAll(List<WorkloadId> all, Consumer<WorkloadId> end) {
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

    private void end(WorkloadId workload) {
        kill(workload);
        if (!launching.containsKey(workload)) { // who launches it tells
            tellEnded(workload);
        }
    }

    private void tellEnded(WorkloadId workload) {
        notes.remove(workload);
        if (running.contains(workload)) {
            ledger.write(new WorkloadFact.Ended(workload, WorkloadFact.Ending.STOPPED));
        }
    }

    private void kill(WorkloadId workload) {
        Ended ended = trees.end(new TreeId(workload.value()), EMPTY_WITHIN);
        if (!ended.empty()) {
            LOG.log(System.Logger.Level.ERROR, "{0} is not empty: {1} live on", workload, ended.survivors());
            throw new IllegalStateException(
                    "%d processes of `%s` live on".formatted(ended.survivors().size(), workload));
        }
    }

    /// What cannot be looked at may live.
    private boolean mayLive(WorkloadId workload) {
        try {
            return !trees.alive(new TreeId(workload.value())).isEmpty();
        } catch (LeveeException e) {
            LOG.log(System.Logger.Level.WARNING, "{0}: {1}", workload, e.getMessage());
            return true;
        }
    }

    private List<WorkloadId> here(StopFact.Ordered order) {
        return running.covered(order.scope()).stream()
                .filter(each -> each.at().equals(ledger.origin()))
                .map(each -> each.launched().workload())
                .toList();
    }

    private Optional<StopFact.Ordered> covering(WorkloadFact.Launched launched) {
        return stops.covering(Layer.RUNTIME, () -> runs.of(launched));
    }
}
