package io.levee.app.drill;

import io.levee.app.drill.outside.OutsideSystem;
import io.levee.app.drill.outside.OutsideSystems;
import io.levee.cli.Exit;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `levee drill`: proves that the switch works.
@Command(
        name = "drill",
        description = {
            "Stops a sacrificial agent, and proves that it stopped.",
            "",
            "Starts a Levee of its own, a PostgreSQL, a Kafka and a Flink, lets the agent",
            "work through it and past it, stops it at a random moment, and measures",
            "where it had effects when the last one was.",
            "Exits 1 where a layer was not verified or something came after the bound."
        },
        footer = {"", "Example:  levee drill --json"})
public final class DrillCommand implements Callable<Integer> {
    /// Marks, a stream, a tool, tokens and a program.
    private static final int TARGETS = 5;

    private static final int STOPPED_AFTER_MILLIS_MAX = 500;

    private final Path home;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before it runs the command
    private CommandSpec spec;

    @Option(names = "--json", description = "print one JSON object instead of text")
    private boolean json;

    @Option(
            names = "--bound",
            paramLabel = "MILLIS",
            defaultValue = "1000",
            description =
                    "what happens so long after the order is a failure, or after what is promised of a system outside if that is longer (default: 1000)")
    private long boundMillis;

    @Option(names = "--seed", paramLabel = "N", description = "of the moment at which it is stopped")
    private @Nullable Long seed;

    @Option(
            names = "--without-engines",
            description = "hold no Kafka producer and no Flink job, which take a minute to fetch")
    private boolean withoutEngines;

    /// @param home the checkout of Levee, below which engines are
    public DrillCommand(Path home) {
        this.home = home;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (boundMillis < 1 || boundMillis > 60_000) {
            throw new IllegalArgumentException("`--bound %d` is not between 1 and 60000 ms".formatted(boundMillis));
        }
        long chosen = seed == null ? new Random().nextLong() : seed;
        say("starting a Levee and systems for the drill (about twenty seconds) …");
        DrillReport report;
        OutsideSystems outside = new OutsideSystems(home, DrillOrganisation.AGENT, !withoutEngines);
        try (DrillGround ground = DrillGround.prepare(outside::start);
                Sacrifice sacrifice = Sacrifice.begin(ground)) {
            sacrifice.awaitFlowing();
            say("the agent works on %d targets; stopping it …"
                    .formatted(TARGETS + ground.outside().size()));
            report = stopped(ground, sacrifice, chosen, outside.missing());
        }
        spec.commandLine().getOut().println(json ? new JsonMapper().writeValueAsString(report) : report.text());
        spec.commandLine().getOut().flush();
        return report.ok() ? Exit.DONE : Exit.DENIED;
    }

    private DrillReport stopped(DrillGround ground, Sacrifice sacrifice, long chosen, List<String> missing)
            throws InterruptedException {
        var operator = ground.operator();
        TimeUnit.MILLISECONDS.sleep(
                new Random(chosen).nextInt(STOPPED_AFTER_MILLIS_MAX)); // at no moment of its choosing
        long ordered = System.nanoTime();
        JsonNode stop =
                operator.post("/v1/stops", Map.of("scope", "agent:" + DrillOrganisation.AGENT, "reason", "drill"));
        // The agent goes on trying for as long again: what comes late is seen.
        long bound = ordered + TimeUnit.MILLISECONDS.toNanos(boundMillis);
        long longest = ordered
                + ground.outside().stream()
                        .mapToLong(this::boundNanos)
                        .max()
                        .orElse(TimeUnit.MILLISECONDS.toNanos(boundMillis));
        TimeUnit.NANOSECONDS.sleep(
                Math.max(0, longest - System.nanoTime()) + TimeUnit.MILLISECONDS.toNanos(boundMillis));
        Map<String, Effects> outside = sacrifice.outside();
        Map<String, Long> bounds = ground.outside().stream()
                .collect(Collectors.toMap(OutsideSystem::name, system -> ordered + boundNanos(system)));
        return DrillReport.of(chosen, stop, missing, bounds.keySet(), (layer, report) -> {
            String stopper = report.path("stopper").asString();
            Effects there = outside.get(stopper);
            return there == null
                    ? measuredHere(layer, report, ordered, bound, ground, sacrifice)
                    : measured(report, ordered, bounds.getOrDefault(stopper, bound), there);
        });
    }

    private long boundNanos(OutsideSystem system) {
        return Math.max(
                TimeUnit.MILLISECONDS.toNanos(boundMillis), system.bound().toNanos());
    }

    private static DrillReport.Stopper measuredHere(
            String layer, JsonNode report, long ordered, long bound, DrillGround ground, Sacrifice sacrifice) {
        return switch (layer) {
            case "identity" -> measured(report, ordered, bound, sacrifice.minted());
            case "gateway" -> measured(report, ordered, bound, ground.marks(), ground.steps(), sacrifice.read());
            case "payment" -> measured(report, ordered, bound, sacrifice.read()); // its bytes are reserved, then spent
            case "framework" -> measured(report, ordered, bound, sacrifice.heard());
            case "runtime" -> measured(report, ordered, bound, sacrifice.written());
            default -> measured(report, ordered, bound);
        };
    }

    private static DrillReport.Stopper measured(JsonNode report, long ordered, long bound, Effects... all) {
        long count = 0;
        long late = 0;
        double last = Double.NEGATIVE_INFINITY;
        for (Effects effects : all) {
            count += effects.count();
            late += effects.after(bound);
            last = Math.max(last, effects.lastMillis(ordered));
        }
        return new DrillReport.Stopper(
                report.path("layer").asString(),
                report.path("stopper").asString(),
                report.path("verified").asBoolean(),
                report.path("verifiedMicros").asLong() / 1_000.0,
                TimeUnit.NANOSECONDS.toMillis(bound - ordered),
                count,
                Math.max(last, -1),
                late,
                report.path("evidence").asString());
    }

    private void say(String line) {
        if (!json) {
            spec.commandLine().getErr().println("levee: " + line);
            spec.commandLine().getErr().flush();
        }
    }
}
