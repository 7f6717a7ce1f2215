package io.levee.app.drill;

import io.levee.app.drill.outside.OutsideSystem;
import io.levee.app.drill.outside.OutsideSystems;
import io.levee.app.operator.SignedStop;
import io.levee.bench.BenchOptions;
import io.levee.bench.BenchReport;
import io.levee.cli.Api;
import io.levee.cli.OfflineStop;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/// The drill again and again: how long after an order was sent the last effect came, at each target; by orders through
/// the API, by orders that are signed, and by such while the API is asked for far more than it can answer.
public final class LayersBench {
    /// Of the API at once for each processor, none of which waits between two requests.
    private static final int ASKING = 10;
    /// The agent goes on trying for so long after the order, and at least so long after it was answered.
    private static final Duration WATCHED = Duration.ofMillis(1_100);

    private static final Duration WATCHED_AFTER = Duration.ofMillis(100);

    private LayersBench() {}

    /// What there is to see of one stop.
    private record Sight(DrillGround ground, Sacrifice agent, Map<String, Effects> outside) {}

    /// @param stopper who verifies it, as reports call it
    /// @param bound   what comes later is too late
    private record Target(String name, String stopper, Duration bound, Function<Sight, Effects> effects) {}

    private static List<Target> targets(DrillGround ground) {
        Duration cut = Duration.ofMillis(50);
        List<Target> targets = new ArrayList<>(List.of(
                new Target(
                        "gateway, new calls",
                        "calls",
                        cut,
                        sight -> sight.ground().marks()),
                new Target(
                        "gateway, open stream",
                        "calls",
                        cut,
                        sight -> sight.agent().read()),
                new Target(
                        "gateway, call of a tool",
                        "calls",
                        cut,
                        sight -> sight.ground().steps()),
                new Target(
                        "identity, tokens",
                        "tokens",
                        Duration.ofMillis(150),
                        sight -> sight.agent().minted()),
                new Target(
                        "runtime, process tree",
                        "processes",
                        Duration.ofMillis(300),
                        sight -> sight.agent().written()),
                new Target(
                        "framework, told",
                        "interrupts",
                        Duration.ofSeconds(1),
                        sight -> sight.agent().heard())));
        for (OutsideSystem system : ground.outside()) {
            targets.add(new Target(
                    system.name(),
                    system.name(),
                    system.bound(),
                    sight -> sight.outside().getOrDefault(system.name(), new Effects())));
        }
        return targets;
    }

    /// @param home  the checkout of Levee, below which engines are
    /// @param stops for each case
    public static BenchReport run(BenchOptions options, Path home, int stops, Consumer<String> progress)
            throws InterruptedException {
        OutsideSystems outside = new OutsideSystems(home, DrillOrganisation.AGENT, true);
        outside.missing().forEach(engine -> progress.accept("not measured, since it is not here: " + engine));
        List<Map<String, Object>> rows = new ArrayList<>();
        try (DrillGround ground = DrillGround.prepare(outside::start)) {
            rows.addAll(measured("", ground, stops, LayersBench::ordered, progress));
            rows.addAll(measured("signed, ", ground, stops, LayersBench::signed, progress));
            try (Overload _ = Overload.begin(ground)) { // through the saturated API itself no order need get
                rows.addAll(measured("overload, signed, ", ground, stops, LayersBench::signed, progress));
            }
        }
        return BenchReport.here("layers", options, rows, Map.of());
    }

    private interface Order {
        /// What a stop says of itself; without reports where it was signed.
        JsonNode send(DrillGround ground);
    }

    private static JsonNode ordered(DrillGround ground) {
        return ground.operator()
                .post("/v1/stops", Map.of("scope", "agent:" + DrillOrganisation.AGENT, "reason", "measured"));
    }

    private static JsonNode signed(DrillGround ground) {
        return new SignedStop(ground.remote(), InstantSource.system())
                .send(new OfflineStop.Order(
                        "agent:" + DrillOrganisation.AGENT,
                        List.of(),
                        "measured",
                        DrillOrganisation.OPERATOR,
                        ground.key(),
                        List.of()));
    }

    private static List<Map<String, Object>> measured(
            String name, DrillGround ground, int stops, Order order, Consumer<String> progress)
            throws InterruptedException {
        Map<Target, LayerFigures> figures = new LinkedHashMap<>();
        targets(ground).forEach(target -> figures.put(target, new LayerFigures(target.bound())));
        for (int i = 0; i < stops; i++) {
            ground.marks().forget();
            ground.steps().forget();
            try (Sacrifice agent = Sacrifice.begin(ground)) {
                agent.awaitFlowing();
                long sent = System.nanoTime();
                JsonNode stop = order.send(ground);
                TimeUnit.NANOSECONDS.sleep(
                        Math.max(WATCHED_AFTER.toNanos(), sent + WATCHED.toNanos() - System.nanoTime()));
                Sight sight = new Sight(ground, agent, agent.outside());
                figures.forEach((target, all) ->
                        all.add(target.effects().apply(sight), sent, verified(stop, target.stopper())));
                resume(ground, stop.path("id").asString());
            }
            if ((i + 1) % 25 == 0) {
                progress.accept("%s%d of %d stops".formatted(name, i + 1, stops));
            }
        }
        List<Map<String, Object>> rows = new ArrayList<>();
        figures.forEach((target, all) -> rows.add(all.row(name + target.name())));
        rows.forEach(row -> progress.accept(row.toString())); // who interrupts the rest has these
        return rows;
    }

    /// Milliseconds from the order being durable until the stopper's probe saw it hold; NaN where it did not.
    private static double verified(JsonNode stop, String stopper) {
        return stop.findParents("stopper").stream()
                .filter(report -> report.path("stopper").asString("").equals(stopper))
                .filter(report -> report.path("verified").asBoolean(false))
                .mapToDouble(report -> report.path("verifiedMicros").asLong() / 1_000.0)
                .findFirst()
                .orElse(Double.NaN);
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

    /// Asks the API without a pause.
    private record Overload(ExecutorService threads) implements AutoCloseable {
        static Overload begin(DrillGround ground) {
            ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
            Api auditor = ground.operator();
            for (int i = 0; i < ASKING * Runtime.getRuntime().availableProcessors(); i++) {
                threads.execute(() -> {
                    while (!threads.isShutdown()) {
                        try {
                            var _ = auditor.get("/v1/budgets");
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
