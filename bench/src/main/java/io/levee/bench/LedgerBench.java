package io.levee.bench;

import io.levee.adapters.json.JacksonFactCodec;
import io.levee.adapters.postgres.Database;
import io.levee.adapters.postgres.PostgresLedger;
import io.levee.facts.CallFact;
import io.levee.facts.DecisionId;
import io.levee.facts.Evidence;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.identity.SessionId;
import io.levee.identity.TeamId;
import io.levee.identity.TokenId;
import io.levee.ledger.Ledger;
import io.levee.ledger.Origin;
import io.levee.ledger.Receipt;
import io.levee.ledger.proof.NoteSigner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// How many facts a second one replica makes durable, on the embedded PostgreSQL with everything synced to
/// disk: with 64 callers that each wait for their receipt, as the gateway does, and with one caller that does
/// not wait.
public final class LedgerBench {
    static final int CALLERS = 64;
    static final int IN_FLIGHT = 8_192;
    private static final Duration WARM_UP = Duration.ofSeconds(4);

    private LedgerBench() {}

    /// @param name of the case
    public record Row(String name, double factsPerSecond, double p50Millis, double p99Millis, double p999Millis) {
        String json() {
            return String.format(
                    Locale.ROOT,
                    "{\"case\":\"%s\",\"factsPerSecond\":%.0f,\"p50Millis\":%.2f,\"p99Millis\":%.2f,\"p999Millis\":%.2f}",
                    name,
                    factsPerSecond,
                    p50Millis,
                    p99Millis,
                    p999Millis);
        }
    }

    /// Measures each case for this long, on a database that is created in `folder`.
    public static List<Row> run(Path folder, Duration time) {
        Origin origin = new Origin("bench", "replica-1");
        try (Database database = Database.embedded(folder);
                PostgresLedger ledger = PostgresLedger.open(
                        database,
                        origin,
                        NoteSigner.generate(origin.toString()),
                        new JacksonFactCodec(),
                        InstantSource.system())) {
            waiting(ledger, WARM_UP);
            return List.of(waiting(ledger, time), pipelined(ledger, time));
        }
    }

    private static Row waiting(Ledger ledger, Duration time) {
        Histogram latencies = new ConcurrentHistogram(3);
        long start = System.nanoTime();
        long end = start + time.toNanos();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int caller = 0; caller < CALLERS; caller++) {
                String name = "d-" + caller + "-";
                callers.execute(() -> {
                    for (int i = 0; System.nanoTime() < end; i++) {
                        long began = System.nanoTime();
                        ledger.write(decided(name + i));
                        latencies.recordValue(System.nanoTime() - began);
                    }
                });
            }
        }
        return row("64 callers waiting", latencies, System.nanoTime() - start);
    }

    private static Row pipelined(Ledger ledger, Duration time) {
        Histogram latencies = new ConcurrentHistogram(3);
        Semaphore inFlight = new Semaphore(IN_FLIGHT);
        AtomicLong failed = new AtomicLong();
        long start = System.nanoTime();
        long end = start + time.toNanos();
        for (int i = 0; System.nanoTime() < end; i++) {
            inFlight.acquireUninterruptibly();
            long began = System.nanoTime();
            CompletableFuture<Receipt> receipt = ledger.append(decided("p-" + i));
            var _ = receipt.whenComplete((_, failure) -> {
                latencies.recordValue(System.nanoTime() - began);
                failed.addAndGet(failure == null ? 0 : 1);
                inFlight.release();
            });
        }
        inFlight.acquireUninterruptibly(IN_FLIGHT);
        if (failed.get() > 0) {
            throw new IllegalStateException("%d facts were refused".formatted(failed.get()));
        }
        return row("one caller, 8192 in flight", latencies, System.nanoTime() - start);
    }

    private static Row row(String name, Histogram latencies, long nanos) {
        return new Row(
                name,
                latencies.getTotalCount() * 1e9 / nanos,
                latencies.getValueAtPercentile(50) / 1e6,
                latencies.getValueAtPercentile(99) / 1e6,
                latencies.getValueAtPercentile(99.9) / 1e6);
    }

    /// As large as what the gateway writes for one call.
    private static CallFact.Decided decided(String id) {
        return new CallFact.Decided(
                new DecisionId(id),
                Optional.of(new CallFact.Caller(
                        Chain.of(ActorId.person("ana"), ActorId.agent("report-writer")),
                        new SessionId("session-1"),
                        new TokenId("token-1"))),
                new CallFact.Target("warehouse", "POST", "/v1/queries", Optional.empty(), true),
                true,
                "allowed",
                "",
                List.of(
                        new Evidence("policy", "warehouse.cedar#analysts-read", "permits"),
                        new Evidence("passport", "agent:report-writer", "may change `table:sales.*`")),
                List.of(),
                List.of(new TeamId("warehouse")),
                3,
                "0f343b0931126a20f133d67c2b018a3b");
    }

    /// Prints one JSON object; the optional argument is the seconds per case.
    public static void main(String[] args) throws Exception {
        Duration time = Duration.ofSeconds(args.length > 0 ? Long.parseLong(args[0]) : 10);
        Path folder = Files.createTempDirectory("levee-bench");
        String rows = String.join(",", run(folder, time).stream().map(Row::json).toList());
        System.out.printf(
                "{\"bench\":\"ledger\",\"jdk\":\"%s\",\"cpus\":%d,\"rows\":[%s]}%n",
                Runtime.version(), Runtime.getRuntime().availableProcessors(), rows);
    }
}
