package io.levee.adapters.flink;

import io.levee.adapters.flink.FlinkRuns.Reply;
import io.levee.adapters.rest.NoAnswer;
import io.levee.adapters.rest.Pause;
import io.levee.facts.WorkloadId;
import io.levee.rooms.jobs.Engine.Begun;
import io.levee.rooms.jobs.Job;
import io.levee.rooms.jobs.JobSpec;
import io.levee.rooms.jobs.SharedStaging;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Begins one attempt: looks whether it began before, sends its jar, has Flink plan it, has Flink run it, and looks
/// whether a stream writes checkpoints.
///
/// A program that Flink refuses has ended, with what Flink said for its log: its stack trace is what a diagnosis needs.
final class Beginning {
    /// `web.refresh-interval` where nobody set it, and some more.
    static final Duration STALE = Duration.ofMillis(3_500);

    /// Of a job that is begun, until more is known of it.
    private static final Set<String> EARLY = Set.of("INITIALIZING", "CREATED");

    private static final Duration EARLY_MAX = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final JarFolders jars;
    private final Optional<String> savepoints;
    private final SharedStaging staging;
    private final Kept kept;
    private final Duration stale;

    /// @param savepoints with which a path must begin from which a job may start
    /// @param stale      how old what Flink says of checkpoints may be
    Beginning(JarFolders jars, Optional<String> savepoints, SharedStaging staging, Kept kept, Duration stale) {
        this.jars = jars;
        this.savepoints = savepoints;
        this.staging = staging;
        this.kept = kept;
        this.stale = stale;
    }

    /// Why nothing can begin here; empty where something can.
    Optional<String> unfit() {
        return jars.unset();
    }

    /// @throws IllegalStateException where Flink cannot be asked; nothing began then, or it is found by whoever looks
    Begun begin(FlinkRuns flink, WorkloadId run, Job job, JobSpec spec) {
        try {
            FlinkCommand command = FlinkCommand.parse(words(run, spec));
            int most = slots(spec);
            capped(command.parallelism(), most);
            Path jar = jars.find(command.jar(), spec.directory());
            if (kept.isRefused(run) || flink.jobs().state(RunIds.job(run)).isPresent()) {
                return new Begun.Running();
            }
            FlinkCommand restored = command.restoringFrom(from(flink, run, job, command));
            return begin(flink, run, jar, program(run, restored, most), most);
        } catch (IllegalArgumentException | UncheckedIOException e) {
            return new Begun.Failed(String.valueOf(e.getMessage()));
        }
    }

    /// Why a job must not go on that runs: a stream without checkpoints loses its place with each failure. Empty where
    /// it may.
    static Optional<String> objection(FlinkRuns flink, String id) {
        boolean stream = flink.details(id).path("job-type").asString("").equals("STREAMING");
        return stream && !flink.checkpointed(id)
                ? Optional.of("a stream without checkpoints loses its place when it fails: set "
                        + "`-Dexecution.checkpointing.interval=1min` and `-Dexecution.checkpointing.dir=…`, "
                        + "or `-Dexecution.runtime-mode=BATCH` where it ends by itself")
                : Optional.empty();
    }

    private Begun begin(FlinkRuns flink, WorkloadId run, Path jar, Map<String, Object> program, int most) {
        String name = RunIds.jar(run);
        flink.jars(name).forEach(flink::deleteJar); // of a begin that was cut short
        String uploaded = flink.upload(jar, name);
        switch (flink.plan(uploaded, program)) {
            case Reply.Refused(var text) -> {
                flink.deleteJar(uploaded);
                return refused(run, "dry run", text);
            }
            case Reply.Accepted(var plan) -> {
                try {
                    planned(plan, most);
                } catch (IllegalArgumentException e) {
                    flink.deleteJar(uploaded);
                    throw e;
                }
            }
        }
        Reply reply;
        try {
            reply = flink.run(uploaded, program);
        } catch (NoAnswer _) { // it may begin yet: whoever looks finds it, or that it is lost
            return new Begun.Running();
        }
        flink.deleteJar(uploaded); // the job has it in a store of its own
        String id = RunIds.job(run);
        Optional<String> state = flink.jobs().state(id);
        if (reply instanceof Reply.Refused(var text) && state.isEmpty()) {
            return refused(run, "submission", text);
        }
        return checked(flink, id);
    }

    private Begun refused(WorkloadId run, String when, String text) {
        kept.refused(run, "%s: flink refused the program%n%s".formatted(when, text));
        return new Begun.Running();
    }

    private static Begun checked(FlinkRuns flink, String id) {
        long until = System.nanoTime() + EARLY_MAX.toNanos();
        Optional<String> state = flink.jobs().state(id);
        while (state.filter(EARLY::contains).isPresent() && System.nanoTime() - until < 0) {
            Pause.of(PAUSE, "a job was begun");
            state = flink.jobs().state(id);
        }
        boolean lives = state.filter(
                        word -> !EARLY.contains(word) && !new io.levee.adapters.flink.Job(id, "", word).ended())
                .isPresent();
        Optional<String> objection = lives ? objection(flink, id) : Optional.empty();
        objection.ifPresent(_ -> Ending.of(flink, id));
        return objection.<Begun>map(Begun.Failed::new).orElseGet(Begun.Running::new);
    }

    private List<String> words(WorkloadId run, JobSpec spec) {
        if (!spec.environment().isEmpty()) {
            throw new IllegalArgumentException(
                    "`%s`: a job on a session cluster has no environment of its own: pass it as an argument"
                            .formatted(spec.environment().getFirst().name()));
        }
        if (SharedStaging.isNamed(spec.command()) && staging.root().isEmpty()) {
            throw new IllegalArgumentException(
                    "the command names `$LEVEE_STAGING`, and the engine has none: set `staging` of it in levee.yaml");
        }
        try {
            return staging.make(run)
                    .map(folder -> SharedStaging.named(spec.command(), folder.toString()))
                    .orElse(spec.command());
        } catch (IllegalStateException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private Optional<String> from(FlinkRuns flink, WorkloadId run, Job job, FlinkCommand command) {
        if (command.restoresFrom().filter(FlinkCommand.LAST_CHECKPOINT::equals).isPresent()) {
            Optional<String> own = Checkpoints.newest(flink, before(job, run), kept, stale);
            return own.isPresent() ? own : allowed(asked(job)); // none of them came so far as to restore
        }
        return allowed(command.restoresFrom());
    }

    /// From where another job may go on that does what this one did.
    Optional<String> left(FlinkRuns flink, Job job) {
        try {
            return allowed(Checkpoints.newest(flink, job.attempts().reversed(), kept, stale));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static List<Job.Attempt> before(Job job, WorkloadId run) {
        return job.attempts().reversed().stream()
                .filter(attempt -> !attempt.run().equals(run))
                .toList();
    }

    /// Where the job was to start when it was admitted.
    private static Optional<String> asked(Job job) {
        return FlinkCommand.parse(job.spec().command())
                .restoresFrom()
                .filter(path -> !path.equals(FlinkCommand.LAST_CHECKPOINT));
    }

    private Optional<String> allowed(Optional<String> path) {
        if (path.filter(it -> savepoints
                        .filter(folder -> !it.startsWith(folder) || it.contains(".."))
                        .isPresent())
                .isPresent()) {
            throw new IllegalArgumentException("`%s` is not below `%s`, from where jobs may start: copy it there"
                    .formatted(path.get(), savepoints.orElse("")));
        }
        return path;
    }

    private static int slots(JobSpec spec) {
        return Math.max(1, Math.ceilDiv(spec.caps().cpuMillis(), 1_000));
    }

    private static void capped(Optional<Integer> parallelism, int most) {
        if (parallelism.filter(wanted -> wanted > most).isPresent()) {
            throw new IllegalArgumentException(("a parallelism of %d is above what the cap on processors allows, %d: "
                            + "ask for less, or for a higher cap")
                    .formatted(parallelism.get(), most));
        }
    }

    /// The program may say more than the command does.
    private static void planned(JsonNode reply, int most) {
        for (JsonNode step : reply.path("plan").path("nodes")) {
            capped(Optional.of(step.path("parallelism").asInt(1)), most);
        }
    }

    private static Map<String, Object> program(WorkloadId run, FlinkCommand command, int most) {
        Map<String, Object> program = new HashMap<>();
        command.mainClass().ifPresent(name -> program.put("entryClass", name));
        command.restoresFrom().ifPresent(path -> program.put("savepointPath", path));
        program.put("allowNonRestoredState", command.skipsState());
        program.put("programArgsList", command.arguments());
        program.put("parallelism", command.parallelism().orElse(most));
        program.put("jobId", RunIds.job(run));
        program.put("flinkConfiguration", command.configuration());
        return program;
    }
}
