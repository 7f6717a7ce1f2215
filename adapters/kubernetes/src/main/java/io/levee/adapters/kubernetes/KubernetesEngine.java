package io.levee.adapters.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.levee.adapters.rest.Pause;
import io.levee.catalog.AssetId;
import io.levee.facts.WorkloadId;
import io.levee.knowledge.diagnosis.LogFile;
import io.levee.rooms.jobs.Engine;
import io.levee.rooms.jobs.JobSpec;
import io.levee.rooms.jobs.SharedStaging;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/// Attempts as Jobs of one namespace of Kubernetes. The Job of an attempt has the attempt's own id, so that it is begun
/// once, whoever tries.
///
/// A Job that ended by itself stays, with its log, until it is forgotten. One that was ended while it ran is gone from
/// the cluster: what it had printed is kept by the replica that ended it, in memory, for the diagnosis that follows.
final class KubernetesEngine implements Engine {
    static final String KIND = "kubernetes";

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(150);
    private static final int WORDS_MAX = 800;
    private static final int REFUSED_FROM = 400;
    private static final int REFUSED_TO = 499;
    private static final int TOO_MANY = 429;

    private final String name;
    private final AssetId asset;
    private final KubernetesSettings settings;
    private final SharedStaging staging;
    private final Supplier<KubernetesClient> opening;
    private final InstantSource clock;
    private final Kept kept = new Kept();
    private volatile Optional<KubernetesClient> opened = Optional.empty();

    /// @param opening connects to the cluster; called when it is first asked
    KubernetesEngine(
            String name,
            AssetId asset,
            KubernetesSettings settings,
            SharedStaging staging,
            Supplier<KubernetesClient> opening,
            InstantSource clock) {
        this.name = name;
        this.asset = asset;
        this.settings = settings;
        this.staging = staging;
        this.opening = opening;
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
        return "kubernetes-delete";
    }

    @Override
    public boolean bound() {
        return false;
    }

    @Override
    public Begun begin(WorkloadId run, io.levee.rooms.jobs.Job job, JobSpec spec) {
        Job wanted;
        try {
            wanted = new JobObject(settings, run, job, spec).made(group(), clock.instant());
        } catch (IllegalArgumentException e) {
            return new Begun.Failed(String.valueOf(e.getMessage()));
        }
        return with(run, attempt -> {
            Optional<Job> there = attempt.job();
            if (there.isPresent()) {
                return begun(there.get(), run);
            }
            Optional<String> refused = refused(() -> attempt.tryOut(wanted));
            if (refused.isPresent()) {
                return new Begun.Failed("dry run: " + refused.get());
            }
            staging.make(run);
            refused = refused(() -> {
                var _ = attempt.create(wanted); // false where somebody was faster, which is seen below
            });
            if (refused.isPresent()) {
                return new Begun.Failed(refused.get());
            }
            return attempt.job()
                    .map(made -> begun(made, run))
                    .orElseGet(() -> new Begun.Failed("`%s` was deleted as soon as it was made".formatted(run)));
        });
    }

    private static Begun begun(Job there, WorkloadId run) {
        Map<String, String> labels = there.getMetadata().getLabels();
        return labels != null && run.value().equals(labels.get(JobObject.RUN))
                ? new Begun.Running()
                : new Begun.Failed("a Job `%s` is there that is not of Levee: delete it".formatted(run));
    }

    /// What the cluster says no with; a cluster that cannot answer says nothing.
    private static Optional<String> refused(Runnable request) {
        try {
            request.run();
            return Optional.empty();
        } catch (KubernetesClientException e) {
            if (e.getCode() < REFUSED_FROM || e.getCode() > REFUSED_TO || e.getCode() == TOO_MANY) {
                throw e;
            }
            return Optional.of(said(e));
        }
    }

    /// The group of the staging folder, so that pods may write there.
    private Optional<Long> group() {
        return staging.root().map(KubernetesEngine::group).filter(group -> group > 0);
    }

    private static long group(Path folder) {
        try {
            return (Integer) Files.getAttribute(folder, "unix:gid");
        } catch (IOException e) {
            throw new UncheckedIOException("`%s` cannot be read: check `staging` of the engine".formatted(folder), e);
        }
    }

    @Override
    public Look look(WorkloadId run, io.levee.rooms.jobs.Job job) {
        return seen(run);
    }

    /// As the cluster has it now.
    Look seen(WorkloadId run) {
        return with(
                run,
                attempt -> attempt.job()
                        .map(there -> {
                            Seen seen = new Seen(there, attempt.pods());
                            Optional<Pod> running = seen.ended() ? Optional.empty() : seen.running();
                            return seen.look(running.map(attempt::lastLine).orElse(""));
                        })
                        .orElseGet(Look.Gone::new));
    }

    @Override
    public void end(WorkloadId run, io.levee.rooms.jobs.Job job) {
        with(run, attempt -> {
            long until = System.nanoTime() + PATIENCE.toNanos();
            while (true) {
                Optional<Job> there = attempt.job();
                List<Pod> pods = attempt.pods();
                List<Pod> live = pods.stream().filter(Attempt::lives).toList();
                if (live.isEmpty()
                        && there.map(it -> new Seen(it, pods).ended()).orElse(true)) {
                    return true;
                }
                if (System.nanoTime() - until >= 0) {
                    throw new IllegalStateException(
                            "`%s` was deleted, and %d of its pods have not ended".formatted(run, live.size()));
                }
                there.ifPresent(it -> kept.keep(run, () -> files(attempt, new Seen(it, pods))));
                attempt.delete(live);
                Pause.of(PAUSE, "pods were ended");
            }
        });
    }

    @Override
    public List<LogFile> log(WorkloadId run, io.levee.rooms.jobs.Job job) {
        Map<String, String> files = kept.of(run)
                .orElseGet(() -> with(
                        run,
                        attempt -> attempt.job()
                                .map(there -> files(attempt, new Seen(there, attempt.pods())))
                                .orElse(Map.of())));
        return files.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(file -> new LogFile(
                        file.getKey(),
                        () -> new ByteArrayInputStream(file.getValue().getBytes(StandardCharsets.UTF_8))))
                .toList();
    }

    /// What its container printed, and what the cluster says of it.
    private static Map<String, String> files(Attempt attempt, Seen seen) {
        StringBuilder printed = new StringBuilder();
        for (Pod pod : seen.pods()) {
            printed.append(attempt.log(pod));
            if (printed.length() >= Attempt.LOG_BYTES_MAX) {
                break;
            }
        }
        return Map.of("container", printed.toString(), "kubernetes", Described.of(seen, attempt.events(seen.pods())));
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
    public Map<String, String> evidence(WorkloadId run, io.levee.rooms.jobs.Job job, Set<String> words) {
        return with(
                run,
                attempt -> attempt.job()
                        .map(there -> evidence(attempt, new Seen(there, attempt.pods()), words))
                        .orElse(Map.of()));
    }

    private static Map<String, String> evidence(Attempt attempt, Seen seen, Set<String> words) {
        Map<String, String> all = new HashMap<>();
        if (words.contains("previous-log") && !seen.pods().isEmpty()) {
            String log = attempt.log(seen.pods().getLast());
            all.put("previous-log", log.substring(Math.max(0, log.length() - WORDS_MAX)));
        }
        if (words.contains("memory-usage")) {
            all.put(
                    "memory-usage",
                    "limit: %s; %s"
                            .formatted(
                                    seen.job()
                                            .getSpec()
                                            .getTemplate()
                                            .getSpec()
                                            .getContainers()
                                            .getFirst()
                                            .getResources()
                                            .getLimits()
                                            .get("memory"),
                                    seen.terminated()
                                            .map(it ->
                                                    "ended as %s with %d".formatted(it.getReason(), it.getExitCode()))
                                            .findFirst()
                                            .orElse("no container ended")));
        }
        if (words.contains("restarts")) {
            all.put(
                    "restarts",
                    "%d pods, %d restarts of their containers"
                            .formatted(
                                    seen.pods().size(),
                                    seen.pods().stream()
                                            .flatMap(Seen::statuses)
                                            .mapToInt(it -> it.getRestartCount() == null ? 0 : it.getRestartCount())
                                            .sum()));
        }
        return all;
    }

    @Override
    public void forget(WorkloadId run) {
        kept.forget(run);
        with(run, attempt -> {
            if (attempt.job().isPresent()) {
                attempt.delete(attempt.pods());
            }
            return true;
        });
    }

    /// @throws IllegalStateException where the cluster does not answer, or says no
    private <T> T with(WorkloadId run, Function<Attempt, T> work) {
        try {
            return work.apply(new Attempt(client(), settings.namespace(), run));
        } catch (KubernetesClientException e) {
            throw new IllegalStateException("`%s` does not answer: %s".formatted(name, said(e)), e);
        }
    }

    private KubernetesClient client() {
        Optional<KubernetesClient> known = opened;
        if (known.isPresent()) {
            return known.get();
        }
        synchronized (this) {
            if (opened.isEmpty()) {
                opened = Optional.of(opening.get());
            }
            return opened.orElseThrow();
        }
    }

    private static String said(KubernetesClientException e) {
        String message = e.getStatus() == null ? null : e.getStatus().getMessage();
        String text = message == null ? String.valueOf(e.getMessage()) : message;
        return text.length() <= WORDS_MAX ? text : text.substring(0, WORDS_MAX);
    }
}
