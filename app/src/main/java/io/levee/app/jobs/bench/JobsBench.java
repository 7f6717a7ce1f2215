package io.levee.app.jobs.bench;

import io.levee.app.demo.Folders;
import io.levee.app.replica.Configuration;
import io.levee.app.replica.Levee;
import io.levee.bench.BenchOptions;
import io.levee.bench.BenchReport;
import io.levee.cli.Api;
import io.levee.cli.Remote;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
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
    private static final Duration SETTLING = Duration.ofSeconds(10);
    private static final Duration MEASURED = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

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
            if (levee.programs().isEmpty()) {
                throw new IllegalStateException("no programs are launched on this machine: see `levee doctor`");
            }
            Api api = new Remote(folder.resolve("data"), _ -> Optional.empty(), _ -> Optional.empty())
                    .apiAs(Optional.of(BenchOrganisation.PERSON));
            List<Map<String, Object>> rows = measured(api, progress);
            return BenchReport.here("jobs", options, rows, Map.of());
        } finally {
            Folders.delete(folder);
        }
    }

    private static List<Map<String, Object>> measured(Api api, Consumer<String> progress) throws InterruptedException {
        List<String> jobs = new ArrayList<>();
        List<Double> millis = new ArrayList<>();
        try {
            Map<String, Object> sleep = Map.of(
                    "agent", BenchOrganisation.AGENT, "skill", "process", "command", List.of("/bin/sleep", "3600"));
            for (int i = 0; i < JOBS; i++) {
                long started = System.nanoTime();
                jobs.add(api.post("/v1/jobs", sleep).path("id").asString(""));
                if (i >= WARM_UPS) {
                    millis.add((System.nanoTime() - started) / 1e6);
                }
                if ((i + 1) % 100 == 0) {
                    progress.accept("%d of %d jobs are admitted".formatted(i + 1, JOBS));
                }
            }
            await(api, "running", JOBS, progress);
            Thread.sleep(SETTLING);
            Usage before = Usage.now();
            Thread.sleep(MEASURED);
            Usage after = Usage.now();
            Collections.sort(millis);
            return List.of(
                    BenchReport.row(
                            "admission, others starting",
                            "p50Millis",
                            percentile(millis, 50),
                            "p95Millis",
                            percentile(millis, 95),
                            "p99Millis",
                            percentile(millis, 99)),
                    BenchReport.row(
                            "1000 jobs",
                            "cpuPercentOfMachine",
                            round(100.0
                                    * after.cpu().minus(before.cpu()).toNanos()
                                    / MEASURED.toNanos()
                                    / Runtime.getRuntime().availableProcessors()),
                            "replicaMiB",
                            after.replicaMib(),
                            "othersMiB",
                            after.othersMib()));
        } finally {
            progress.accept("ending %d jobs".formatted(jobs.size()));
            for (String job : jobs) {
                var _ = api.post("/v1/jobs/" + job + "/end", Map.of());
            }
            await(api, "closed", JOBS, progress);
        }
    }

    /// Waits until as many of the newest jobs as are listed are in that state.
    private static void await(Api api, String state, int jobs, Consumer<String> progress) throws InterruptedException {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (System.nanoTime() - end < 0) {
            int there = 0;
            JsonNode listed = api.get("/v1/jobs").path("jobs");
            for (JsonNode job : listed) {
                there += job.path("state").asString("").equals(state) ? 1 : 0;
            }
            if (there == Math.min(jobs, listed.size()) && there > 0) {
                return;
            }
            Thread.sleep(LOOK_EVERY);
        }
        progress.accept("not all jobs were %s in time".formatted(state));
    }

    private static double percentile(List<Double> sorted, int percent) {
        return round(sorted.get((sorted.size() - 1) * percent / 100));
    }

    private static double round(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
