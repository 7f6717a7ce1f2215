package io.levee.adapters.spark;

import io.levee.adapters.rest.Pause;
import io.levee.catalog.AssetId;
import io.levee.facts.WorkloadId;
import io.levee.knowledge.diagnosis.LogFile;
import io.levee.rooms.jobs.Engine;
import io.levee.rooms.jobs.Job;
import io.levee.rooms.jobs.JobSpec;
import io.levee.rooms.jobs.SharedStaging;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Attempts as drivers in a standalone cluster of Spark.
///
/// The master names drivers itself, and takes any submission for a new one. So it is written down that one is about to
/// be asked for, and then which it is ([Records]). Where Levee dies between the answer of the master and the second of
/// these, nobody knows whether a driver runs: the attempt is lost after [#UNSURE], and it is not ended before a person
/// has looked.
final class SparkEngine implements Engine {
    static final String KIND = "spark";
    static final int LOG_BYTES_MAX = 8 * 1024 * 1024;

    /// So long a master must not know a driver before that is gone: one that was restarted knows none, while they
    /// run. Their workers come back to it within a minute and a half, and then end them within ten seconds.
    static final Duration FORGOTTEN = Duration.ofMinutes(2);

    private static final Duration UNSURE = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration ASKED_MAX = Duration.ofSeconds(15);
    private static final Duration PAUSE = Duration.ofMillis(200);
    /// Of no driver.
    private static final String NOBODYS = "driver-0";

    private static final String UNKNOWN = "not known to the master";
    private static final int TERMINATED = 143;

    private final String name;
    private final AssetId asset;
    private final String master;
    private final SparkPlaces places;
    private final SharedStaging staging;
    private final Records records;
    private final InstantSource clock;
    /// Since when the master knows nothing of them; as many as this replica supervises.
    private final Map<WorkloadId, Instant> unknown = new ConcurrentHashMap<>();

    SparkEngine(
            String name,
            AssetId asset,
            String master,
            SparkPlaces places,
            SharedStaging staging,
            Records records,
            InstantSource clock) {
        this.name = name;
        this.asset = asset;
        this.master = master;
        this.places = places;
        this.staging = staging;
        this.records = records;
        this.clock = clock;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Optional<AssetId> asset() {
        return Optional.of(asset);
    }

    @Override
    public Optional<String> unfit() {
        return Optional.empty();
    }

    @Override
    public String killTier() {
        return "spark-kill";
    }

    @Override
    public boolean bound() {
        return false;
    }

    @Override
    public Begun begin(WorkloadId run, Job job, JobSpec spec) {
        Map<String, Object> submission;
        try {
            submission = Submission.of(
                    run,
                    job,
                    spec,
                    master,
                    staging.root().map(root -> root.resolve(run.value()).toString()));
        } catch (IllegalArgumentException e) {
            return new Begun.Failed(String.valueOf(e.getMessage()));
        }
        Submissions submissions = submissions();
        var _ = submissions.state(NOBODYS); // one that cannot be asked has taken nothing
        var _ = staging.make(run);
        if (!records.intend(run)) {
            return new Begun.Running();
        }
        Submissions.Created created = submissions.create(submission);
        if (created.driver().isEmpty()) {
            records.forget(run);
            return new Begun.Failed("the master refused: " + created.message());
        }
        records.begun(run, created.driver().get());
        return new Begun.Running();
    }

    @Override
    public Look look(WorkloadId run, Job job) {
        return seen(run);
    }

    /// As the master has it now.
    Look seen(WorkloadId run) {
        Optional<Records.Entry> known = records.of(run);
        Optional<String> driver = known.flatMap(Records.Entry::driver);
        if (driver.isPresent()) {
            return seen(run, driver.get());
        }
        boolean unsure = known.isPresent()
                && clock.instant().isBefore(known.get().since().plus(UNSURE));
        return unsure ? new Look.Running(0) : new Look.Gone();
    }

    private Look seen(WorkloadId run, String driver) {
        Submissions.State state = submissions().state(driver);
        return switch (state.driver().orElse("")) {
            case "" -> isGone(run, state) ? new Look.Gone() : new Look.Running(printed(driver));
            case "FINISHED" -> new Look.Exited(0, Optional.empty());
            case "KILLED" -> new Look.Exited(TERMINATED, Optional.empty());
            case "FAILED", "ERROR" -> new Look.Exited(1, Optional.empty());
            case "RUNNING" -> new Look.Running(1 + printed(driver));
            default -> new Look.Running(printed(driver));
        };
    }

    private boolean isGone(WorkloadId run, Submissions.State state) {
        if (state.driver().isPresent()) {
            unknown.remove(run);
            return false;
        }
        Instant now = clock.instant();
        return !now.isBefore(unknown.computeIfAbsent(run, _ -> now).plus(FORGOTTEN));
    }

    /// In bytes.
    private long printed(String driver) {
        long bytes = 0;
        for (Path file : printedBy(driver)) {
            try {
                bytes += Files.size(file);
            } catch (IOException e) {
                throw new UncheckedIOException("`%s` cannot be read: check `work` of the engine".formatted(file), e);
            }
        }
        return bytes;
    }

    private List<Path> printedBy(String driver) {
        return places.work().stream()
                .flatMap(work -> List.of("stderr", "stdout").stream()
                        .map(work.resolve(driver)::resolve)
                        .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)))
                .toList();
    }

    @Override
    public void end(WorkloadId run, Job job) {
        Optional<Records.Entry> known = records.of(run);
        if (known.isEmpty()) {
            return;
        }
        String driver = known.get()
                .driver()
                .orElseThrow(() -> new IllegalStateException(
                        "nobody knows whether the master took `%s`: look there for its driver, end it, and take away `%s`"
                                .formatted(run, records.file(run))));
        Submissions submissions = submissions();
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Submissions.State state = submissions.state(driver);
            boolean ended = isGone(run, state) || state.ended();
            List<Work> left = applications(run);
            if (ended && left.isEmpty()) {
                return;
            }
            if (System.nanoTime() - until >= 0) {
                throw new IllegalStateException("`%s` was killed and is %s, with %d applications left"
                        .formatted(driver, state.driver().orElse(UNKNOWN), left.size()));
            }
            if (!ended) {
                submissions.kill(driver);
            }
            left.forEach(work -> places.standalone(ASKED_MAX).ifPresent(it -> it.kill(work)));
            Pause.of(PAUSE, "a driver was killed");
        }
    }

    /// Those that have the attempt's name, which a program may change.
    private List<Work> applications(WorkloadId run) {
        return places.standalone(ASKED_MAX)
                .map(master -> master.live().stream()
                        .filter(work -> work.name().equals(run.value()))
                        .toList())
                .orElse(List.of());
    }

    @Override
    public List<LogFile> log(WorkloadId run, Job job) {
        Optional<String> driver = records.of(run).flatMap(Records.Entry::driver);
        if (driver.isEmpty()) {
            return List.of();
        }
        List<LogFile> all = new ArrayList<>();
        for (Path file : printedBy(driver.get())) {
            all.add(new LogFile(file.getFileName().toString(), () -> end(file)));
        }
        Submissions.State state = submissions().state(driver.get());
        String said =
                "Driver %s is %s\n%s\n".formatted(driver.get(), state.driver().orElse(UNKNOWN), state.message());
        all.add(new LogFile("spark", () -> new ByteArrayInputStream(said.getBytes(StandardCharsets.UTF_8))));
        return all;
    }

    /// The last bytes of a file.
    private static InputStream end(Path file) throws IOException {
        try (SeekableByteChannel channel =
                        Files.newByteChannel(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
                InputStream text =
                        Channels.newInputStream(channel.position(Math.max(0, channel.size() - LOG_BYTES_MAX)))) {
            return new ByteArrayInputStream(text.readNBytes(LOG_BYTES_MAX));
        }
    }

    @Override
    public Optional<Path> staging(WorkloadId run) {
        return staging.of(run);
    }

    @Override
    public boolean stages() {
        return staging.root().isPresent();
    }

    @Override
    public Map<String, String> evidence(WorkloadId run, Job job, Set<String> words) {
        return Map.of();
    }

    @Override
    public void forget(WorkloadId run) {
        records.forget(run);
        unknown.remove(run);
    }

    private Submissions submissions() {
        return places.submissions(ASKED_MAX);
    }
}
