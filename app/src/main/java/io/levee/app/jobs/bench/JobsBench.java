package io.levee.app.jobs.bench;

import io.levee.adapters.processes.ProcessWorkloads;
import io.levee.app.demo.Folders;
import io.levee.app.replica.Configuration;
import io.levee.app.replica.Levee;
import io.levee.bench.BenchOptions;
import io.levee.bench.BenchReport;
import io.levee.cli.Api;
import io.levee.cli.Remote;
import io.levee.facts.WorkloadId;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/// How long the admission of a job takes through the API, and what a replica with its database takes of the machine
/// while it supervises a thousand that only sleep.
public final class JobsBench {
    private static final int JOBS = 1_000;
    private static final int WARM_UPS = 50;
    /// How many are each admitted once the one before has begun.
    private static final int ALONE = 200;
    private static final Duration SETTLING = Duration.ofSeconds(10);
    private static final Duration MEASURED = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);
    private static final Map<String, Object> SLEEP =
            Map.of("agent", BenchOrganisation.AGENT, "skill", "process", "command", List.of("/bin/sleep", "3600"));

    private JobsBench() {}

    /// @param progress is told what is done
    public static BenchReport run(BenchOptions options, Consumer<String> progress)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("levee-bench");
        Path organisation = folder.resolve("org");
        BenchOrganisation.write(organisation, JOBS);
        try (Levee levee = Levee.start(new Configuration(
                folder.resolve("data"),
                organisation,
                Optional.empty(),
                "bench",
                InetAddress.getLoopbackAddress(),
                Configuration.Ports.FREE,
                Map.of(),
                Map.of()))) {
            ProcessWorkloads programs = levee.programs()
                    .orElseThrow(() ->
                            new IllegalStateException("no programs are launched on this machine: see `levee doctor`"));
            Api api = new Remote(folder.resolve("data"), _ -> Optional.empty(), _ -> Optional.empty())
                    .apiAs(Optional.of(BenchOrganisation.PERSON));
            List<Map<String, Object>> rows = measured(api, programs, progress);
            return BenchReport.here("jobs", options, rows, Map.of());
        } finally {
            Folders.delete(folder);
        }
    }

    private static List<Map<String, Object>> measured(Api api, ProcessWorkloads programs, Consumer<String> progress)
            throws InterruptedException {
        List<String> jobs = new ArrayList<>();
        List<Double> alone = new ArrayList<>();
        List<Double> crowded = new ArrayList<>();
        try {
            for (int i = 0; i < JOBS; i++) {
                long started = System.nanoTime();
                String job = api.post("/v1/jobs", SLEEP).path("id").asString("");
                double millis = (System.nanoTime() - started) / 1e6;
                jobs.add(job);
                if (i < WARM_UPS + ALONE) {
                    await(api, job, "waiting");
                }
                if (i >= WARM_UPS) {
                    (i < WARM_UPS + ALONE ? alone : crowded).add(millis);
                }
                if ((i + 1) % 100 == 0) {
                    progress.accept("%d of %d jobs are admitted".formatted(i + 1, JOBS));
                }
            }
            for (String job : jobs) {
                await(api, job, "waiting");
            }
            progress.accept("all have begun; measuring for %d s".formatted(MEASURED.toSeconds()));
            Thread.sleep(SETTLING);
            long replica = Usage.replicaMib(); // before this bench takes memory of its own
            Usage before = Usage.now();
            Thread.sleep(MEASURED);
            Usage after = Usage.now();
            return List.of(
                    admission("admission, nothing else starting", alone),
                    admission("admission, others starting", crowded),
                    BenchReport.row(
                            "1000 jobs",
                            "running",
                            jobs.stream()
                                    .filter(job -> state(api, job).equals("running"))
                                    .count(),
                            "cpuPercentOfMachine",
                            round(100.0
                                    * after.cpu().minus(before.cpu()).toNanos()
                                    / MEASURED.toNanos()
                                    / Runtime.getRuntime().availableProcessors()),
                            "replicaMiB",
                            replica,
                            "othersMiB",
                            after.othersMib()));
        } finally {
            progress.accept("ending %d jobs".formatted(jobs.size()));
            for (String job : jobs) {
                if (!state(api, job).equals("closed")) {
                    var _ = api.post("/v1/jobs/" + job + "/end", Map.of());
                }
            }
            for (String job : jobs) {
                await(api, job, "running");
                forget(api, job, programs);
            }
        }
    }

    /// So that its scratch folder does not outlive this bench.
    private static void forget(Api api, String job, ProcessWorkloads programs) {
        for (JsonNode attempt : api.get("/v1/jobs/" + job).path("attempts")) {
            programs.forget(new WorkloadId(attempt.path("run").asString("")));
        }
    }

    private static Map<String, Object> admission(String name, List<Double> millis) {
        List<Double> sorted = millis.stream().sorted().toList();
        return BenchReport.row(
                name,
                "p50Millis",
                percentile(sorted, 50),
                "p95Millis",
                percentile(sorted, 95),
                "p99Millis",
                percentile(sorted, 99));
    }

    /// Waits until it is in that state no more.
    private static void await(Api api, String job, String state) throws InterruptedException {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (state(api, job).equals(state)) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("`%s` is still %s".formatted(job, state));
            }
            Thread.sleep(LOOK_EVERY);
        }
    }

    private static String state(Api api, String job) {
        return api.get("/v1/jobs/" + job).path("state").asString("");
    }

    private static double percentile(List<Double> sorted, int percent) {
        return round(sorted.get((sorted.size() - 1) * percent / 100));
    }

    private static double round(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
