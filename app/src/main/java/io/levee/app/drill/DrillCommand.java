package io.levee.app.drill;

import io.levee.cli.Exit;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
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
            "Starts a Levee of its own, lets the agent work through it, stops it at a",
            "random moment, and measures where it had effects when the last one was.",
            "Exits 1 where a layer was not verified or something came after the bound."
        },
        footer = {"", "Example:  levee drill --json"})
public final class DrillCommand implements Callable<Integer> {
    private static final int FLOWING_SECONDS_MAX = 60;
    private static final int STOPPED_AFTER_MILLIS_MAX = 500;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before it runs the command
    private CommandSpec spec;

    @Option(names = "--json", description = "print one JSON object instead of text")
    private boolean json;

    @Option(
            names = "--bound",
            paramLabel = "MILLIS",
            defaultValue = "1000",
            description = "what happens so long after the order is a failure (default: 1000)")
    private long boundMillis;

    @Option(names = "--seed", paramLabel = "N", description = "of the moment at which it is stopped")
    private @Nullable Long seed;

    @Override
    public Integer call() throws InterruptedException {
        if (boundMillis < 1 || boundMillis > 60_000) {
            throw new IllegalArgumentException("`--bound %d` is not between 1 and 60000 ms".formatted(boundMillis));
        }
        long chosen = seed == null ? new Random().nextLong() : seed;
        say("starting a Levee for the drill (about five seconds) …");
        DrillReport report;
        try (DrillGround ground = DrillGround.prepare();
                Sacrifice sacrifice = Sacrifice.begin(ground)) {
            List<Effects> all = new ArrayList<>(List.of(ground.marks(), sacrifice.read(), sacrifice.minted()));
            if (sacrifice.runs()) {
                all.add(sacrifice.written());
            }
            for (Effects effects : all) {
                if (!effects.awaitFlowing(FLOWING_SECONDS_MAX)) {
                    throw new LeveeException(
                            ErrorCode.DEADLINE_EXCEEDED,
                            "the sacrificial agent had no effect within %d s, so there is nothing to stop: is the machine too busy?"
                                    .formatted(FLOWING_SECONDS_MAX));
                }
            }
            say("the agent writes, reads, fetches tokens and runs a program; stopping it …");
            report = stopped(ground, sacrifice, chosen);
        }
        spec.commandLine().getOut().println(json ? new JsonMapper().writeValueAsString(report) : report.text());
        spec.commandLine().getOut().flush();
        return report.ok() ? Exit.DONE : Exit.DENIED;
    }

    private DrillReport stopped(DrillGround ground, Sacrifice sacrifice, long chosen) throws InterruptedException {
        var operator = ground.operator();
        TimeUnit.MILLISECONDS.sleep(
                new Random(chosen).nextInt(STOPPED_AFTER_MILLIS_MAX)); // at no moment of its choosing
        long ordered = System.nanoTime();
        JsonNode stop =
                operator.post("/v1/stops", Map.of("scope", "agent:" + DrillOrganisation.AGENT, "reason", "drill"));
        // The agent goes on trying for as long again: what comes late is seen.
        long bound = ordered + TimeUnit.MILLISECONDS.toNanos(boundMillis);
        TimeUnit.NANOSECONDS.sleep(Math.max(0, bound - System.nanoTime()) + TimeUnit.MILLISECONDS.toNanos(boundMillis));
        return DrillReport.of(chosen, boundMillis, stop, (layer, report) -> switch (layer) {
            case "identity" -> measured(report, ordered, bound, sacrifice.minted());
            case "gateway" -> measured(report, ordered, bound, ground.marks(), sacrifice.read());
            case "payment" -> measured(report, ordered, bound, sacrifice.read()); // its bytes are reserved, then spent
            case "framework" -> measured(report, ordered, bound, sacrifice.heard());
            case "runtime" -> measured(report, ordered, bound, sacrifice.written());
            default -> measured(report, ordered, bound);
        });
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
