package io.levee.bench;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the gateway costs on its read path, beside the upstream alone and nginx in the same run: at a constant
/// rate for latency, and as fast as it goes for throughput. Compare the ratios, not the figures, between
/// machines.
public final class GatewayBench {
    public static final int CONNECTIONS = 64;
    public static final int PER_SECOND = 1_000;
    private static final int ROUNDS = 2;
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    /// In each of the two shapes, of which the compiler learns different things.
    private static final Duration LEARNING = Duration.ofSeconds(45);

    private GatewayBench() {}

    /// Each target answers a GET with a body of known length. Levee checks the token, asks the policies and
    /// records every call; the others do not.
    public static BenchReport run(URI direct, Optional<URI> nginx, URI levee, String token, BenchOptions options)
            throws IOException {
        Map<String, Target> targets = new LinkedHashMap<>();
        targets.put("direct", new Target(direct, Optional.empty()));
        nginx.ifPresent(uri -> targets.put("nginx", new Target(uri, Optional.empty())));
        targets.put("levee", new Target(levee, Optional.of(token)));

        Map<String, Measured> open = new LinkedHashMap<>();
        Map<String, Measured> closed = new LinkedHashMap<>();
        for (Target target : targets.values()) {
            boolean learns = target.token().isPresent();
            var _ = target.driver().closedLoop(learns ? LEARNING : WARM_UP);
            if (learns) {
                var _ = target.driver().openLoop(LEARNING, PER_SECOND);
            }
        }
        for (int round = 0; round < ROUNDS; round++) { // in turn, so that a busy moment does not hit one alone
            for (Map.Entry<String, Target> target : targets.entrySet()) {
                open.merge(target.getKey(), measured(target.getValue(), options, true), Measured::better);
                closed.merge(target.getKey(), measured(target.getValue(), options, false), Measured::better);
            }
        }
        return report(open, closed, options);
    }

    private static BenchReport report(Map<String, Measured> open, Map<String, Measured> closed, BenchOptions options) {
        List<Map<String, Object>> rows = new ArrayList<>();
        open.forEach((name, measured) -> rows.add(measured.row(name + " at " + PER_SECOND + "/s")));
        closed.forEach((name, measured) -> rows.add(measured.row(name + " closed loop")));
        Map<String, Double> ratios = new LinkedHashMap<>();
        LoadResult levee = of(open, "levee");
        LoadResult direct = of(open, "direct");
        ratios.put("addedP50Millis", levee.millisAt(50) - direct.millisAt(50));
        ratios.put("addedP99Millis", levee.millisAt(99) - direct.millisAt(99));
        double throughput = of(closed, "levee").perSecond();
        ratios.put("throughputOfDirect", throughput / of(closed, "direct").perSecond());
        if (closed.containsKey("nginx")) {
            ratios.put("throughputOfNginx", throughput / of(closed, "nginx").perSecond());
        }
        return BenchReport.here("gateway", options, rows, ratios);
    }

    private static LoadResult of(Map<String, Measured> measured, String target) {
        return Optional.ofNullable(measured.get(target)).orElseThrow().result();
    }

    private static Measured measured(Target target, BenchOptions options, boolean open) throws IOException {
        ServerProcess server = ServerProcess.of(target.uri().getPort());
        double before = server.cpuSeconds();
        LoadResult result = open
                ? target.driver().openLoop(options.duration(), PER_SECOND)
                : target.driver().closedLoop(options.duration());
        return new Measured(result, server.cpuSeconds() - before);
    }

    private record Target(URI uri, Optional<String> token) {
        LoadDriver driver() {
            return LoadDriver.getting(uri, token, CONNECTIONS);
        }
    }

    private record Measured(LoadResult result, double cpuSeconds) {
        /// The quieter of two rounds: other work on the machine only ever makes one worse.
        Measured better(Measured other) {
            return result.millisAt(99) <= other.result.millisAt(99) ? this : other;
        }

        Map<String, Object> row(String name) {
            long count = result.latencies().getTotalCount();
            return BenchReport.row(
                    name,
                    "p50Millis",
                    rounded(result.millisAt(50)),
                    "p99Millis",
                    rounded(result.millisAt(99)),
                    "p999Millis",
                    rounded(result.millisAt(99.9)),
                    "requestsPerSecond",
                    Math.round(result.perSecond()),
                    "cpuSecondsPer1000",
                    rounded(cpuSeconds * 1_000 / count),
                    "failed",
                    result.failed());
        }

        private static double rounded(double value) {
            return Math.round(value * 1_000) / 1_000.0;
        }
    }

    /// Against a gateway that runs already: `LEVEE-PATH-URL TOKEN UPSTREAM-PORT [NGINX-PORT] [SECONDS]`.
    public static void main(String[] args) throws IOException {
        URI levee = URI.create(args[0]);
        int seconds = args.length > 4 ? Integer.parseInt(args[4]) : 10;
        URI direct = at(Integer.parseInt(args[2]), levee);
        Optional<URI> nginx = args.length > 3 && !args[3].equals("-")
                ? Optional.of(at(Integer.parseInt(args[3]), levee))
                : Optional.empty();
        BenchOptions options = new BenchOptions("unknown", Duration.ofSeconds(seconds), 1);
        run(direct, nginx, levee, args[1], options).text().forEach(System.out::println);
    }

    private static URI at(int port, URI like) {
        return URI.create("http://127.0.0.1:%d%s".formatted(port, like.getRawPath()));
    }
}
