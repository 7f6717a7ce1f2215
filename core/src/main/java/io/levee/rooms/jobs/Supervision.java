package io.levee.rooms.jobs;

import io.levee.facts.JobFact;
import io.levee.facts.JobId;
import io.levee.facts.StopId;
import io.levee.facts.WorkloadId;
import io.levee.fault.LeveeException;
import io.levee.knowledge.diagnosis.Diagnosis;
import io.levee.knowledge.diagnosis.LogFile;
import io.levee.ledger.Ledger;
import io.levee.rooms.jobs.JobStore.Held;
import io.levee.rooms.jobs.supposing.Supposed;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Takes the jobs of this replica from state to state. One thread calls [#tend]; what takes time runs on
/// the executor, one step of one job at a time.
///
/// INVARIANT: nothing is done for a job unless the store said lately that this replica supervises
/// it; a replica that cannot ask, or was paused, does nothing, and another one takes over.
public final class Supervision {
    /// Silent for so long, a replica is taken to be gone.
    public static final Duration SILENT = Duration.ofSeconds(3);
    /// And for so long it trusts what the store said; earlier than others take over.
    private static final long TRUSTED_NANOS = Duration.ofSeconds(2).toNanos();
    private static final long BEAT_NANOS = Duration.ofMillis(800).toNanos();

    private static final long PAUSE_FIRST_NANOS = Duration.ofMillis(200).toNanos();
    /// Between two looks at an attempt on a cluster.
    private static final long FAR_NANOS = Duration.ofSeconds(1).toNanos();

    private static final int PAUSE_DOUBLED_MAX = 16;
    private static final long PAUSE_MAX_NANOS = Duration.ofSeconds(10).toNanos();

    private static final System.Logger LOG = System.getLogger(Supervision.class.getName());

    private final JobStore store;
    private final Ledger ledger;
    private final Function<String, Engine> engines;
    private final JobSteps steps;
    private final Function<Job, Optional<StopId>> stops;
    private final Function<Job, Optional<Harm>> harms;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Executor threads;
    private final JobSteps.Saving saving = new JobSteps.Saving() {
        @Override
        public Optional<Held> save(Held before, Job after) {
            Held next = new Held(after, before.version() + 1, "", before.wish());
            return trusted() && store.save(before, after) ? Optional.of(next) : Optional.empty();
        }

        @Override
        public boolean ours() {
            return trusted();
        }
    };
    private final Map<JobId, Held> mine = new ConcurrentHashMap<>();
    private final Set<JobId> busy = ConcurrentHashMap.newKeySet();
    private final Map<JobId, Signs> signs = new ConcurrentHashMap<>();
    /// When an attempt on a cluster was looked at last; for the thread that tends alone.
    private final Map<JobId, Long> looked = new HashMap<>();
    private final Map<JobId, Pause> pauses = new ConcurrentHashMap<>();
    /// How many more attempts an engine begins now, by its name.
    private final Map<String, Semaphore> starts = new ConcurrentHashMap<>();
    private volatile long beatAt;
    private volatile boolean beaten;

    /// @param stops      a stop that covers the job on the runtime layer
    /// @param objections what is not permitted any more; see [Rights]
    /// @param harms      what a running job does to others; see [Neighbours]
    public Supervision(
            JobStore store,
            Ledger ledger,
            Function<String, Engine> engines,
            Supplier<WorkloadId> runs,
            Failures failures,
            Outputs outputs,
            Function<Job, Optional<StopId>> stops,
            Function<JobSpec, Optional<String>> objections,
            Function<Job, Optional<Harm>> harms,
            InstantSource clock,
            LongSupplier nanoTime,
            Executor threads) {
        this.store = store;
        this.ledger = ledger;
        this.engines = engines;
        this.stops = stops;
        this.harms = harms;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.threads = threads;
        this.steps =
                new JobSteps(ledger, engines, runs, failures, outputs, stops, job -> objection(job, objections), clock);
    }

    /// Why an attempt failed.
    @FunctionalInterface
    public interface Failures {
        Diagnosis of(Job job, List<LogFile> log);

        /// What a model supposes, where no signature is certain; empty where none is to be asked. Waits some
        /// seconds for it.
        ///
        /// @param over whether the job is over meanwhile; then nobody waits any more
        default Optional<Supposed> supposed(Job job, Finding finding, List<LogFile> log, BooleanSupplier over) {
            return Optional.empty();
        }
    }

    /// What a running attempt last showed.
    private record Signs(WorkloadId run, long value, long since) {}

    /// How often a step failed, one after the other, and until when it is not tried again.
    private record Pause(int failures, long until) {}

    /// To be called some times a second. Never waits for a job.
    public void tend() {
        long now = nanoTime.getAsLong();
        if (!beaten || now - beatAt >= BEAT_NANOS) {
            beat(now);
        }
        if (!trusted()) {
            return;
        }
        for (Held held : mine.values()) {
            JobId id = held.job().id();
            if (!busy.contains(id) && !pausing(id)) {
                look(held);
            }
        }
        beginWaiting();
    }

    /// What waits for longest begins first. What waits is in nobody's hands: a stop or a wish that comes meanwhile is
    /// seen at the next look.
    private void beginWaiting() {
        mine.values().stream()
                .filter(held -> held.job().state() == JobState.WAITING)
                .sorted(Comparator.comparing(held -> held.job().admittedAt()))
                .forEach(this::beginInTurn);
    }

    private void beginInTurn(Held held) {
        JobId id = held.job().id();
        try {
            Engine engine = engine(held.job());
            Semaphore turns = starts.computeIfAbsent(engine.name(), _ -> new Semaphore(engine.startsAtOnce()));
            if (!turns.tryAcquire()) {
                return;
            }
            if (!pausing(id) && next(held) instanceof JobStep.Begin begin && claim(held)) {
                threads.execute(() -> begin(held, begin, turns));
            } else {
                turns.release();
            }
        } catch (LeveeException | IllegalStateException | UncheckedIOException e) {
            pause(id, e);
        }
    }

    private void begin(Held held, JobStep.Begin begin, Semaphore turns) {
        try {
            goOn(held, begin);
        } finally {
            turns.release();
        }
        Held now = mine.get(held.job().id());
        if (now == null || now.job().state() != JobState.WAITING) { // else it is tried again, but not at once
            beginWaiting();
        }
    }

    /// One that cannot be looked at keeps no other waiting, and no cluster that answers late keeps this replica from
    /// saying that it lives.
    private void look(Held held) {
        JobId id = held.job().id();
        try {
            if (held.job().state() == JobState.RUNNING && !engine(held.job()).bound()) {
                long now = nanoTime.getAsLong();
                Long last = looked.get(id);
                if ((last == null || now - last >= FAR_NANOS) && claim(held)) {
                    looked.put(id, now);
                    threads.execute(() -> lookFar(held));
                }
                return;
            }
            JobStep step = next(held);
            boolean inTurn = step instanceof JobStep.Begin; // see #beginWaiting
            if (!(step instanceof JobStep.Wait) && !inTurn && claim(held)) {
                threads.execute(() -> goOn(held, step));
            }
        } catch (LeveeException | IllegalStateException | UncheckedIOException e) {
            pause(id, e);
        }
    }

    private void lookFar(Held held) {
        JobId id = held.job().id();
        JobStep step = new JobStep.Wait();
        try {
            step = next(held);
        } catch (LeveeException | IllegalStateException | UncheckedIOException e) {
            pause(id, e);
        } finally {
            if (step instanceof JobStep.Wait) {
                busy.remove(id);
            }
        }
        if (!(step instanceof JobStep.Wait)) {
            goOn(held, step);
        }
    }

    /// From now on nobody else takes a step of it. False where somebody does, or did since it was looked at.
    private boolean claim(Held held) {
        JobId id = held.job().id();
        if (!busy.add(id)) {
            return false;
        }
        Held now = mine.get(id);
        if (now == null || now.version() != held.version()) {
            busy.remove(id);
            return false;
        }
        return true;
    }

    private Engine engine(Job job) {
        return engines.apply(job.spec().engine());
    }

    /// A job that was just admitted here; its first attempt need not wait for the next beat.
    void begin(Held admitted) {
        mine.put(admitted.job().id(), admitted);
    }

    /// Jobs that this replica supervises now.
    public int count() {
        return mine.size();
    }

    /// Those of them that run.
    public List<Job> running() {
        return mine.values().stream()
                .map(Held::job)
                .filter(job -> job.state() == JobState.RUNNING)
                .toList();
    }

    private boolean trusted() {
        return beaten && nanoTime.getAsLong() - beatAt < TRUSTED_NANOS;
    }

    private void beat(long now) {
        List<Held> all = store.beat();
        beatAt = now;
        beaten = true;
        Map<JobId, Held> fresh = new HashMap<>();
        all.forEach(each -> fresh.put(each.job().id(), each));
        mine.keySet().removeIf(id -> !fresh.containsKey(id) && !busy.contains(id));
        signs.keySet().retainAll(fresh.keySet());
        looked.keySet().retainAll(fresh.keySet());
        pauses.keySet().retainAll(fresh.keySet());
        fresh.forEach((id, held) -> {
            Held known = mine.get(id);
            boolean stale = known != null && known.version() > held.version();
            if (!busy.contains(id) && !stale) {
                if (known != null || held.from().isEmpty() || adopted(held)) {
                    mine.put(id, held);
                }
            }
        });
    }

    /// INVARIANT: what another replica may still run is not looked after here, and so never begun again. Where it
    /// cannot be taken over yet, it is given back, and the next beat tries again.
    private boolean adopted(Held held) {
        Job job = held.job();
        try {
            if (job.state() == JobState.RUNNING) {
                engine(job).adopt(job.running().run(), job, held.from());
            }
        } catch (LeveeException | IllegalStateException e) {
            LOG.log(System.Logger.Level.WARNING, "{0} is not taken over yet: {1}", job.id(), e.getMessage());
            store.giveBack(held);
            return false;
        }
        String from = held.from();
        int end = from.indexOf(' ');
        var _ = ledger.append(new JobFact.Adopted(job.id(), end < 0 ? from : from.substring(0, end)));
        return true;
    }

    private JobStep next(Held held) {
        Job job = held.job();
        Optional<Engine.Look> look = Optional.empty();
        boolean idle = false;
        if (job.state() == JobState.RUNNING) {
            Engine.Look seen = engine(job).look(job.running().run(), job);
            look = Optional.of(seen);
            idle = seen instanceof Engine.Look.Running(long value) && idle(job, value);
        }
        String stop = stops.apply(job).map(StopId::value).orElse("");
        return JobRules.next(job, new JobRules.Seen(look, stop, held.wish(), idle, harms.apply(job)), clock.instant());
    }

    private boolean idle(Job job, long value) {
        long now = nanoTime.getAsLong();
        WorkloadId run = job.running().run();
        Signs before = signs.get(job.id());
        if (before == null || before.value() != value || !before.run().equals(run)) {
            signs.put(job.id(), new Signs(run, value, now));
            return false;
        }
        return now - before.since()
                >= Duration.ofSeconds(job.spec().idleSeconds()).toNanos();
    }

    /// One step, and those that follow from it at once.
    private void goOn(Held held, JobStep first) {
        JobId id = held.job().id();
        try {
            Held now = held;
            JobStep step = first;
            while (!(step instanceof JobStep.Wait)) {
                Optional<Held> next = take(now, step);
                if (next.isEmpty()) {
                    break;
                }
                now = next.get();
                mine.put(id, now);
                pauses.remove(id);
                if (!now.job().open() || now.job().state() == JobState.RUNNING) {
                    break; // running is looked at by the thread that tends
                }
                step = JobRules.next(
                        now.job(),
                        new JobRules.Seen(Optional.empty(), stop(now), now.wish(), false, Optional.empty()),
                        clock.instant());
            }
        } catch (LeveeException | IllegalStateException | UncheckedIOException e) {
            pause(id, e);
        } finally {
            Held now = mine.get(id);
            if (now != null && !now.job().open()) {
                mine.remove(id);
            }
            busy.remove(id);
        }
    }

    /// Asked at the last moment, for a stop (I3) or the loss of a right may come while a step is taken.
    private Optional<String> objection(Job job, Function<JobSpec, Optional<String>> objections) {
        return stops.apply(job)
                .map(stop -> "stopped by `%s`".formatted(stop.value()))
                .or(() -> objections.apply(job.spec()).map(right -> "not permitted any more: " + right));
    }

    private boolean pausing(JobId id) {
        Pause pause = pauses.get(id);
        return pause != null && nanoTime.getAsLong() - pause.until() < 0;
    }

    /// The same step is tried again, ever more rarely: each try records what it is about to do (I8).
    private void pause(JobId id, RuntimeException why) {
        int failures = Optional.ofNullable(pauses.get(id)).map(Pause::failures).orElse(0) + 1;
        long nanos = Math.min(PAUSE_FIRST_NANOS << Math.min(failures - 1, PAUSE_DOUBLED_MAX), PAUSE_MAX_NANOS);
        pauses.put(id, new Pause(failures, nanoTime.getAsLong() + nanos));
        LOG.log(System.Logger.Level.WARNING, "{0} does not go on: {1}; tried again", id, why.getMessage());
    }

    private String stop(Held held) {
        return stops.apply(held.job()).map(StopId::value).orElse("");
    }

    private Optional<Held> take(Held held, JobStep step) {
        if (!trusted()) {
            return Optional.empty();
        }
        return steps.take(held, step, saving);
    }
}
