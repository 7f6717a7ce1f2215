package io.levee.app;

import io.levee.app.diagnose.bench.DiagnoseBench;
import io.levee.app.drill.LayersBench;
import io.levee.app.jobs.bench.JobsBench;
import io.levee.app.review.bench.ReviewBench;
import io.levee.app.review.bench.SearchBench;
import io.levee.bench.BenchOptions;
import io.levee.bench.BenchReport;
import io.levee.bench.BudgetBench;
import io.levee.bench.DecisionBench;
import io.levee.bench.LedgerBench;
import io.levee.bench.VerifyBench;
import io.levee.cli.Exit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/// `levee bench`: what the README promises, measured here.
@Command(
        name = "bench",
        description = {"Measures on this machine what the README promises.", "Benches: " + BenchCommand.BENCHES},
        footer = {"", "Example:  levee bench ledger --json"})
final class BenchCommand implements Callable<Integer> {
    static final String BENCHES =
            "decision, ledger, verify, gateway, streams, mcp, stop, layers, budgets, reviews, knowledge, diagnose, jobs";
    private static final int VERIFIED_ENTRIES = 1_000_000;

    private final Path home;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before it runs the command
    private CommandSpec spec;

    @Parameters(paramLabel = "BENCH")
    @SuppressWarnings("NullAway.Init")
    private String name;

    @Option(names = "--seconds", defaultValue = "10", description = "for each case (default: ${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = "--policies",
            split = ",",
            paramLabel = "N",
            description = "how many policies `decision` decides with (default: 10,1000,10000)")
    private List<Integer> policies = DecisionBench.POLICIES;

    @Option(
            names = "--stops",
            defaultValue = "200",
            description = "for each case of `layers` (default: ${DEFAULT-VALUE})")
    private int stops;

    @Option(
            names = "--repo",
            paramLabel = "DIR",
            description = "whose history `reviews` reviews (default: Levee's own)")
    private Optional<Path> repository = Optional.empty();

    @Option(names = "--json", description = "print one JSON object instead of text")
    private boolean json;

    BenchCommand(Path home) {
        this.home = home;
    }

    @Override
    public Integer call() throws IOException {
        BenchOptions options = new BenchOptions(commit(), Duration.ofSeconds(seconds), 1);
        BenchReport report = switch (name) {
            case "decision" -> DecisionBench.run(options, policies);
            case "ledger" -> ledger(options);
            case "verify" -> verify(options);
            case "gateway" -> replica().gateway(options);
            case "streams" -> replica().streams(options);
            case "mcp" -> replica().mcp(options);
            case "stop" -> replica().stop(options);
            case "layers" -> interruptible(() -> LayersBench.run(options, home, stops, this::tell));
            case "reviews" -> interruptible(() -> ReviewBench.run(options, repository.orElse(home), this::tell));
            case "knowledge" -> SearchBench.run(options, this::tell);
            case "jobs" -> interruptible(() -> JobsBench.run(options, this::tell));
            case "diagnose" -> DiagnoseBench.run(options, this::tell);
            case "budgets" ->
                BudgetBench.run(Files.createTempDirectory("levee-bench").resolve("data"), options);
            default -> throw new IllegalArgumentException("`%s` is no bench: write one of %s".formatted(name, BENCHES));
        };
        if (json) {
            spec.commandLine().getOut().println(new JsonMapper().writeValueAsString(report));
        } else {
            report.text().forEach(spec.commandLine().getOut()::println);
        }
        spec.commandLine().getOut().flush();
        return Exit.DONE;
    }

    /// A bench that waits for others.
    private interface Waiting {
        BenchReport run() throws IOException, InterruptedException;
    }

    private static BenchReport interruptible(Waiting bench) throws IOException {
        try {
            return bench.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while it was measured", e);
        }
    }

    private void tell(String line) {
        spec.commandLine().getErr().println("levee: " + line);
        spec.commandLine().getErr().flush();
    }

    private GatewayBenches replica() {
        return new GatewayBenches(home.resolve("examples").resolve("acme"));
    }

    private static BenchReport ledger(BenchOptions options) throws IOException {
        Path folder = Files.createTempDirectory("levee-bench");
        List<Map<String, Object>> rows = LedgerBench.run(folder.resolve("data"), options.duration()).stream()
                .map(row -> BenchReport.row(
                        row.name(),
                        "factsPerSecond",
                        Math.round(row.factsPerSecond()),
                        "p50Millis",
                        row.p50Millis(),
                        "p99Millis",
                        row.p99Millis(),
                        "p999Millis",
                        row.p999Millis()))
                .toList();
        return BenchReport.here("ledger", options, rows, Map.of());
    }

    private static BenchReport verify(BenchOptions options) throws IOException {
        VerifyBench.Figures figures = VerifyBench.run(VERIFIED_ENTRIES);
        Map<String, Object> row = BenchReport.row(
                "export",
                "entries",
                figures.entries(),
                "bytes",
                figures.exportBytes(),
                "verifySeconds",
                figures.verifySeconds(),
                "verifyCpuSeconds",
                figures.verifyCpuSeconds());
        return BenchReport.here("verify", options, List.of(row), Map.of());
    }

    /// The revision of the checkout, so that a result says what it measured.
    private String commit() {
        try {
            Process git = new ProcessBuilder("git", "-C", home.toString(), "rev-parse", "--short=12", "HEAD")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (InputStream out = git.getInputStream()) {
                String commit = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
                return commit.isEmpty() ? "unknown" : commit;
            }
        } catch (IOException e) {
            return "unknown";
        }
    }
}
