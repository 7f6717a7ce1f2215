package io.levee.app.drill;

import io.levee.app.operator.SignedStop;
import io.levee.bench.BenchOptions;
import io.levee.bench.BenchReport;
import io.levee.cli.Api;
import io.levee.cli.OfflineStop;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/// The drill again and again: how long after an order was sent the last effect came, at each target, on a machine that
/// is quiet and on one whose API is asked for ten times what it can answer; and the same by orders that are signed.
public final class LayersBench {
    private static final int FLOWING_SECONDS_MAX = 60;
    private static final long BOUND_MILLIS = 500;
    /// Of the API at once, none of which waits between two requests: far beyond what two processors answer.
    private static final int ASKING = 64;

    private LayersBench() {}

    private record Target(String name, Function<Sacrifice, Effects> effects) {}

    /// @param stops for each case
    public static BenchReport run(BenchOptions options, int stops, Consumer<String> progress)
            throws InterruptedException {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (DrillGround ground = DrillGround.prepare()) {
            rows.addAll(measured("", ground, stops, LayersBench::ordered, progress));
            rows.addAll(measured("signed, ", ground, stops, LayersBench::signed, progress));
            try (Overload _ = Overload.begin(ground)) {
                rows.addAll(measured("overload, ", ground, stops, LayersBench::ordered, progress));
                rows.addAll(measured("overload, signed, ", ground, stops, LayersBench::signed, progress));
            }
        }
        return BenchReport.here("layers", options, rows, Map.of());
    }

    private interface Order {
        /// The id of the stop.
        String send(DrillGround ground);
    }

    private static String ordered(DrillGround ground) {
        JsonNode stop = ground.operator()
                .post("/v1/stops", Map.of("scope", "agent:" + DrillOrganisation.AGENT, "reason", "measured"));
        return stop.path("id").asString();
    }

    private static String signed(DrillGround ground) {
        return new SignedStop(ground.remote(), InstantSource.system())
                .send(new OfflineStop.Order(
                        "agent:" + DrillOrganisation.AGENT,
                        List.of(),
                        "measured",
                        DrillOrganisation.OPERATOR,
                        ground.key(),
                        List.of()))
                .path("id")
                .asString();
    }

    private static List<Map<String, Object>> measured(
            String name, DrillGround ground, int stops, Order order, Consumer<String> progress)
            throws InterruptedException {
        List<Target> targets = List.of(
                new Target("gateway, new calls", _ -> ground.marks()),
                new Target("gateway, open stream", Sacrifice::read),
                new Target("identity, tokens", Sacrifice::minted),
                new Target("runtime, program", Sacrifice::written),
                new Target("framework, told", Sacrifice::heard));
        Map<Target, double[]> last = new LinkedHashMap<>();
        targets.forEach(target -> last.put(target, new double[stops]));
        Map<Target, Long> late = new LinkedHashMap<>();
        for (int i = 0; i < stops; i++) {
            ground.marks().forget();
            try (Sacrifice agent = Sacrifice.begin(ground)) {
                for (Effects flowing : List.of(ground.marks(), agent.read(), agent.minted(), agent.written())) {
                    if (!flowing.awaitFlowing(FLOWING_SECONDS_MAX)) {
                        throw new IllegalStateException(
                                "the sacrificial agent had no effect: is the machine too busy?");
                    }
                }
                long sent = System.nanoTime();
                String stop = order.send(ground);
                long bound = sent + TimeUnit.MILLISECONDS.toNanos(BOUND_MILLIS);
                TimeUnit.NANOSECONDS.sleep(Math.max(0, bound + TimeUnit.MILLISECONDS.toNanos(100) - System.nanoTime()));
                for (Target target : targets) {
                    Effects effects = target.effects().apply(agent);
                    last.getOrDefault(target, new double[stops])[i] = Math.max(0, effects.lastMillis(sent));
                    late.merge(target, effects.after(bound), Long::sum);
                }
                resume(ground, stop);
            }
            if ((i + 1) % 50 == 0) {
                progress.accept("%s%d of %d stops".formatted(name, i + 1, stops));
            }
        }
        return targets.stream()
                .map(target -> row(
                        name + target.name(),
                        last.getOrDefault(target, new double[stops]),
                        late.getOrDefault(target, 0L)))
                .toList();
    }

    private static void resume(DrillGround ground, String stop) throws InterruptedException {
        for (Api person : List.of(ground.operator(), ground.second())) {
            for (int tries = 0; ; tries++) {
                try {
                    var _ = person.post("/v1/stops/%s/resume".formatted(stop), Map.of("reason", "measured"));
                    break;
                } catch (RuntimeException e) { // a signed order may be in force before the ledger has it
                    if (tries == 100) {
                        throw e;
                    }
                    TimeUnit.MILLISECONDS.sleep(50);
                }
            }
        }
    }

    private static Map<String, Object> row(String name, double[] millis, long late) {
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        return BenchReport.row(
                name,
                "stops",
                sorted.length,
                "p50Millis",
                at(sorted, 50),
                "p99Millis",
                at(sorted, 99),
                "maxMillis",
                at(sorted, 100),
                "after500Millis",
                late);
    }

    private static double at(double[] sorted, int percent) {
        int index = Math.min(sorted.length - 1, (int) Math.ceil(sorted.length * percent / 100.0) - 1);
        return Math.round(sorted[Math.max(0, index)] * 10) / 10.0;
    }

    /// Asks the API without a pause.
    private record Overload(ExecutorService threads) implements AutoCloseable {
        static Overload begin(DrillGround ground) {
            ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
            Api auditor = ground.operator();
            for (int i = 0; i < ASKING; i++) {
                threads.execute(() -> {
                    while (!threads.isShutdown()) {
                        try {
                            var _ = auditor.get("/v1/stops");
                        } catch (RuntimeException e) {
                            // refused: it asks again
                        }
                    }
                });
            }
            return new Overload(threads);
        }

        @Override
        public void close() {
            threads.shutdownNow();
        }
    }
}
