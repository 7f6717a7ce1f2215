package io.levee.app.jobs;

import io.levee.adapters.processes.Broken;
import io.levee.adapters.processes.Caps;
import io.levee.adapters.processes.Confined;
import io.levee.adapters.processes.Logs;
import io.levee.adapters.processes.Means;
import io.levee.adapters.processes.ProcessWorkloads;
import io.levee.adapters.processes.Usage;
import io.levee.facts.WorkloadId;
import io.levee.fault.LeveeException;
import io.levee.knowledge.diagnosis.LogFile;
import io.levee.ledger.Origin;
import io.levee.organisation.JobSettings;
import io.levee.rooms.jobs.Engine;
import io.levee.rooms.jobs.Job;
import io.levee.rooms.jobs.JobSpec;
import io.levee.rooms.jobs.Setting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// Attempts as programs on this machine: capped, confined, ended whole.
public final class ProcessEngine implements Engine {
    public static final String NAME = "process";

    /// Below the scratch folder of an attempt.
    static final String STAGING = "staging";

    private static final String PATH = "/usr/local/bin:/usr/bin:/bin";
    private static final long MIB = 1024 * 1024;

    /// What it becomes once its staging folder is there: only it can make that.
    private static final List<String> PRELUDE = List.of(
            "/bin/sh",
            "-c",
            "LEVEE_STAGING=\"$HOME/%s\" && export LEVEE_STAGING && mkdir -p \"$LEVEE_STAGING\" && exec \"$@\""
                    .formatted(STAGING),
            "job");

    private final ProcessWorkloads programs;
    private final Credentials credentials;
    private final Means means;
    private final BooleanSupplier sharedUser;

    /// What an attempt may call with.
    public interface Credentials {
        /// Of the job's chain and no more, for minutes; empty where it gets none.
        Map<String, String> of(JobSpec spec);
    }

    /// @param sharedUser whether programs may have Levee's own user
    public ProcessEngine(ProcessWorkloads programs, Credentials credentials, BooleanSupplier sharedUser) {
        this.sharedUser = sharedUser;
        this.programs = programs;
        this.credentials = credentials;
        this.means = programs.means();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String kind() {
        return NAME;
    }

    @Override
    public Optional<String> unfit() {
        return unfit(means, sharedUser.getAsBoolean());
    }

    /// INVARIANT I2: who has Levee's own user reads its keys, and so makes itself whomever it likes.
    static Optional<String> unfit(Means means, boolean sharedUser) {
        return means.ownUser() || sharedUser
                ? Optional.empty()
                : Optional.of("Levee runs without root here, so programs would have its own user and read its keys: "
                        + "run it as root, or say `jobs: sharedUser: true` in levee.yaml where nobody else uses it");
    }

    @Override
    public String killTier() {
        return means.tier().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public boolean bound() {
        return true;
    }

    /// Half of the machine, so that who asks for the next one is answered meanwhile.
    @Override
    public int startsAtOnce() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }

    @Override
    public Begun begin(WorkloadId run, Job job, JobSpec spec) {
        try {
            ProcessWorkloads.Launch launch = programs.launch(
                    run,
                    spec.chain(),
                    spec.session(),
                    Optional.of(spec.startedFrom()),
                    new Confined(
                            command(spec),
                            environment(job, spec),
                            spec.directory().isEmpty() ? Optional.empty() : Optional.of(Path.of(spec.directory())),
                            caps(spec.caps())));
            return switch (launch) {
                case ProcessWorkloads.Launch.Begun _ -> new Begun.Running();
                case ProcessWorkloads.Launch.Stopped(var stop) -> new Begun.Stopped(stop);
            };
        } catch (LeveeException | IllegalArgumentException e) {
            return new Begun.Failed(String.valueOf(e.getMessage()));
        }
    }

    private static List<String> command(JobSpec spec) {
        List<String> words = new ArrayList<>(PRELUDE);
        words.addAll(spec.command());
        return words;
    }

    /// What it is told: where it stages, with what it may call, and what it asked for. Nothing of Levee's own.
    private Map<String, String> environment(Job job, JobSpec spec) {
        Map<String, String> all = new HashMap<>();
        all.put("PATH", PATH);
        all.put("LANG", "C.UTF-8");
        for (Setting each : spec.environment()) {
            all.put(each.name(), each.value());
        }
        all.putAll(credentials.of(spec));
        all.put("LEVEE_JOB", job.id().value());
        all.putIfAbsent("PGAPPNAME", job.id().value());
        all.put("LEVEE_ATTEMPT", String.valueOf(job.attempts().size()));
        return all;
    }

    private static Caps caps(JobSettings.Caps caps) {
        return new Caps(caps.memoryMib() * MIB, caps.cpuMillis(), caps.processes(), caps.diskMib() * MIB);
    }

    @Override
    public Look look(WorkloadId run, Job job) {
        return switch (programs.look(run)) {
            case io.levee.adapters.processes.Look.Running(Usage usage) -> new Look.Running(signs(usage));
            case io.levee.adapters.processes.Look.Exited(int code, var cap) ->
                new Look.Exited(code, cap.map(it -> it.which().name().toLowerCase(Locale.ROOT)));
            case io.levee.adapters.processes.Look.Gone _ -> new Look.Gone();
        };
    }

    /// Hundredths of seconds of computing, and bytes of its log.
    private static long signs(Usage usage) {
        return usage.cpu().toMillis() / 10 + usage.printedBytes();
    }

    @Override
    public void end(WorkloadId run, Job job) {
        programs.end(run);
    }

    @Override
    public List<LogFile> log(WorkloadId run, Job job) {
        Logs logs = programs.logs(run);
        List<LogFile> all = new ArrayList<>();
        for (Path file : logs.files()) {
            all.add(new LogFile(file.getFileName().toString(), () -> Files.newInputStream(file)));
        }
        return all;
    }

    @Override
    public Optional<Path> staging(WorkloadId run) {
        return programs.scratch(run).map(folder -> folder.resolve(STAGING));
    }

    @Override
    public Map<String, String> evidence(WorkloadId run, Job job, Set<String> words) {
        Optional<Broken> broke = programs.look(run) instanceof io.levee.adapters.processes.Look.Exited exited
                ? exited.cap()
                : Optional.empty();
        try {
            return new ProcessEvidence(job.spec().caps(), broke, programs.scratch(run)).of(words);
        } catch (IOException e) {
            throw new UncheckedIOException("what `%s` left cannot be looked at".formatted(run), e);
        }
    }

    @Override
    public void forget(WorkloadId run) {
        programs.forget(run);
    }

    @Override
    public void adopt(WorkloadId run, Job job, String from) {
        int end = from.indexOf(' ');
        var _ = programs.adopt(Path.of(from.substring(end + 1)), Origin.parse(from.substring(0, end)));
    }
}
