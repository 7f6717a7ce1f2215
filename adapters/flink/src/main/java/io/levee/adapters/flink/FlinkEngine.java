package io.levee.adapters.flink;

import io.levee.adapters.rest.Limits;
import io.levee.catalog.AssetId;
import io.levee.facts.WorkloadId;
import io.levee.knowledge.diagnosis.LogFile;
import io.levee.organisation.EngineSource;
import io.levee.rooms.jobs.Engine;
import io.levee.rooms.jobs.Job;
import io.levee.rooms.jobs.JobSpec;
import io.levee.rooms.jobs.SharedStaging;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Attempts as jobs of one Flink session cluster, which Levee does not run. The id of an attempt's job comes from its
/// run, so that every replica finds it, and none begins it twice. Thread-safe.
final class FlinkEngine implements Engine {
    /// After a begin, as long as Flink may still take up a program that it was sent.
    static final Duration MAY_BEGIN = Duration.ofMinutes(3);

    private static final Limits BEGIN = new Limits(Duration.ofMinutes(2), 8 * 1024 * 1024);
    private static final Duration BEGIN_ALL = Duration.ofMinutes(2);
    /// For one look: the thread that looks tends all jobs.
    static final Duration LOOK = Duration.ofMillis(1_500);

    private static final int LOOK_BYTES_MAX = 4 * 1024 * 1024;
    private static final Duration END_ALL = Duration.ofSeconds(20);
    private static final Duration READ_ALL = Duration.ofSeconds(15);
    private static final int KILLED = 143;
    private static final String LOG = "flink-exceptions.log";

    private final EngineSource source;
    private final Opening open;
    private final Beginning beginning;
    private final SharedStaging staging;
    private final Kept kept;
    private final InstantSource clock;
    private final Duration lookMax;
    private final Progress progress = new Progress(System::nanoTime);
    /// Of which this replica knows that they may go on; as many as it supervises.
    private final Set<WorkloadId> fit = ConcurrentHashMap.newKeySet();

    /// Begins to talk with Flink.
    @FunctionalInterface
    interface Opening {
        /// @param all    for all that is asked
        /// @param limits of each answer
        FlinkRuns within(Duration all, Limits limits);
    }

    FlinkEngine(
            EngineSource source,
            Opening open,
            Beginning beginning,
            SharedStaging staging,
            Kept kept,
            InstantSource clock,
            Duration lookMax) {
        this.source = source;
        this.open = open;
        this.beginning = beginning;
        this.staging = staging;
        this.kept = kept;
        this.clock = clock;
        this.lookMax = lookMax;
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public String kind() {
        return source.kind();
    }

    @Override
    public Optional<AssetId> asset() {
        return Optional.of(source.asset());
    }

    @Override
    public Optional<String> unfit() {
        return beginning.unfit();
    }

    @Override
    public String killTier() {
        return "flink-cancel";
    }

    @Override
    public boolean bound() {
        return false;
    }

    @Override
    public Begun begin(WorkloadId run, Job job, JobSpec spec) {
        return beginning.begin(open.within(BEGIN_ALL, BEGIN), run, job, spec);
    }

    @Override
    public Look look(WorkloadId run, Job job) {
        if (kept.isRefused(run)) {
            return exited(1);
        }
        FlinkRuns flink = open.within(lookMax, new Limits(lookMax, LOOK_BYTES_MAX));
        String id = RunIds.job(run);
        Optional<String> state = flink.jobs().state(id);
        if (state.isEmpty()) {
            return mayBegin(run, job) ? new Look.Running(0) : new Look.Gone();
        }
        return switch (state.get()) {
            case "FINISHED" -> exited(0);
            case "FAILED" -> exited(1);
            case "CANCELED" -> exited(KILLED);
            case "RUNNING" -> running(flink, run, id);
            default -> new Look.Running(progress.last(run));
        };
    }

    /// Also of a job that another replica began and had no time to look at.
    private Look running(FlinkRuns flink, WorkloadId run, String id) {
        if (!fit.contains(run)) {
            Optional<String> objection = Beginning.objection(flink, id);
            if (objection.isPresent()) {
                kept.refused(run, objection.get());
                return exited(1);
            }
            fit.add(run);
        }
        return new Look.Running(progress.of(run, () -> new Progress.Shown(flink.details(id), flink.checkpoints(id))));
    }

    private static Look exited(int code) {
        return new Look.Exited(code, Optional.empty());
    }

    private boolean mayBegin(WorkloadId run, Job job) {
        return job.attempts().stream()
                .anyMatch(attempt -> attempt.run().equals(run)
                        && clock.instant().isBefore(attempt.began().plus(MAY_BEGIN)));
    }

    @Override
    public void end(WorkloadId run, Job job) {
        FlinkRuns flink = open.within(END_ALL, Limits.LISTS);
        String id = RunIds.job(run);
        flink.jars(RunIds.jar(run)).forEach(flink::deleteJar);
        if (flink.jobs().state(id).isEmpty()) {
            if (!kept.isRefused(run) && mayBegin(run, job)) {
                throw new IllegalStateException("`%s` may begin yet on `%s`: looked at again".formatted(run, name()));
            }
            return;
        }
        Ending.of(flink, id);
        if (kept.log(run).isEmpty()) {
            keepLog(flink, run, id);
        }
    }

    /// It has ended all the same where this fails.
    private void keepLog(FlinkRuns flink, WorkloadId run, String id) {
        try {
            FlinkLog.of(flink, id).ifPresent(text -> kept.ended(run, text));
        } catch (IllegalStateException _) {
            // whoever reads the log asks again
        }
    }

    /// What Flink says now; what it said at the end, where it has forgotten since.
    @Override
    public List<LogFile> log(WorkloadId run, Job job) {
        Optional<String> text = kept.isRefused(run)
                ? kept.log(run)
                : FlinkLog.of(open.within(READ_ALL, Limits.LISTS), RunIds.job(run))
                        .or(() -> kept.log(run));
        return text
                .map(it -> new LogFile(LOG, () -> new ByteArrayInputStream(it.getBytes(StandardCharsets.UTF_8))))
                .stream()
                .toList();
    }

    @Override
    public Optional<Path> staging(WorkloadId run) {
        return staging.of(run);
    }

    @Override
    public boolean stages() {
        return source.staging().isPresent();
    }

    @Override
    public Map<String, String> evidence(WorkloadId run, Job job, Set<String> words) {
        return Evidence.of(open.within(READ_ALL, Limits.LISTS), RunIds.job(run), words);
    }

    @Override
    public Optional<String> checkpoint(Job job) {
        return beginning.left(open.within(READ_ALL, Limits.LISTS), job);
    }

    @Override
    public void forget(WorkloadId run) {
        kept.forget(run);
        progress.forget(run);
        fit.remove(run);
    }
}
