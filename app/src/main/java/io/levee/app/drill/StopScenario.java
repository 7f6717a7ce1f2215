package io.levee.app.drill;

import io.levee.app.demo.Played;
import io.levee.app.demo.Script;
import io.levee.app.demo.Step;
import io.levee.app.operator.SignedStop;
import io.levee.cli.OfflineStop;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/// An agent that ignores every request to stop is stopped; then once more, with the database dead.
public final class StopScenario {
    private static final int FLOWING_SECONDS_MAX = 60;
    /// What comes so long after a stop was called verified is an effect after the bound.
    private static final long BOUND_MILLIS = 1_000;
    private static final long TOLD_SECONDS_MAX = 60;
    private static final String NOTHING = "nothing later than a second after it was verified";

    private final Script script;

    private StopScenario(Script script) {
        this.script = script;
    }

    public static List<Step> play(Consumer<Step> told) {
        Script script = new Script(told);
        StopScenario scenario = new StopScenario(script);
        scenario.withEverything();
        scenario.withoutDatabase();
        return script.steps();
    }

    private void withEverything() {
        try (DrillGround ground = DrillGround.prepare();
                Sacrifice agent = Sacrifice.begin(ground)) {
            works(agent, ground, "an agent writes, reads a stream, fetches tokens and runs a program");
            script.step("its program is asked to end: SIGTERM, SIGINT, SIGHUP", "it goes on", () -> asked(ground));
            long[] ordered = new long[2];
            script.step("the operator orders a stop", "verified on every layer that was at work", () -> {
                ordered[0] = System.nanoTime();
                JsonNode stop = ground.operator()
                        .post("/v1/stops", Map.of("scope", "agent:" + DrillOrganisation.AGENT, "reason", "demo"));
                ordered[1] = System.nanoTime();
                return held(stop.path("reports"), stop.path("id").asString());
            });
            script.step("the agent tries on", NOTHING, () -> after(ordered, agent, ground));
        }
    }

    private void withoutDatabase() {
        try (DrillGround ground = DrillGround.prepare();
                Sacrifice agent = Sacrifice.begin(ground)) {
            works(agent, ground, "another Levee; the agent is at work there");
            String[] id = new String[1];
            try (DeadDatabase _ = DeadDatabase.kill(ground)) {
                long[] ordered = new long[2];
                script.step(
                        "the database is killed, and cannot start again; the operator signs an order",
                        "verified on every layer that was at work, without the ledger",
                        () -> {
                            ordered[0] = System.nanoTime();
                            JsonNode sent = new SignedStop(ground.remote(), InstantSource.system())
                                    .send(new OfflineStop.Order(
                                            "agent:" + DrillOrganisation.AGENT,
                                            List.of(),
                                            "demo: the database is dead",
                                            DrillOrganisation.OPERATOR,
                                            ground.key(),
                                            List.of()));
                            ordered[1] = System.nanoTime();
                            JsonNode answer = sent.path("replicas").path(0);
                            id[0] = sent.path("id").asString();
                            Played held = held(answer.path("reports"), id[0]);
                            boolean without = !answer.path("recorded").asBoolean()
                                    && answer.path("kept").asBoolean();
                            return new Played(
                                    held.actual() + (without ? ", without the ledger" : ", OR THE LEDGER HAD IT"),
                                    held.ok() && without,
                                    "");
                        });
                script.step("the agent tries on", NOTHING, () -> after(ordered, agent, ground));
            }
            script.step("the database comes back", "the ledger has the order", () -> recorded(ground, id[0]));
        }
    }

    private void works(Sacrifice agent, DrillGround ground, String name) {
        script.step(
                name,
                "effects at each of %d targets".formatted(effects(agent, ground).size()),
                () -> {
                    int flowing = 0;
                    for (Effects each : effects(agent, ground)) {
                        flowing += each.awaitFlowing(FLOWING_SECONDS_MAX) ? 1 : 0;
                    }
                    return Played.compared(
                            "effects at each of %d targets"
                                    .formatted(effects(agent, ground).size()),
                            "effects at each of %d targets".formatted(flowing),
                            "");
                });
    }

    private static List<Effects> effects(Sacrifice agent, DrillGround ground) {
        List<Effects> all = new ArrayList<>(List.of(ground.marks(), agent.read(), agent.minted()));
        if (agent.runs()) {
            all.add(agent.written());
        }
        return all;
    }

    /// As a person at a shell would ask.
    private static Played asked(DrillGround ground) throws IOException, InterruptedException {
        List<ProcessHandle> before = ground.programs().toList();
        for (String signal : List.of("TERM", "INT", "HUP")) {
            List<String> kill = new ArrayList<>(List.of("kill", "-s", signal));
            before.stream().map(process -> Long.toString(process.pid())).forEach(kill::add);
            if (!before.isEmpty()) {
                var _ = new ProcessBuilder(kill)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor();
            }
        }
        long lines = ground.lines();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(FLOWING_SECONDS_MAX);
        while (ground.lines() <= lines + 10 && System.nanoTime() < deadline && !before.isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        boolean on = before.isEmpty() || ground.lines() > lines + 10;
        return new Played(on ? "it goes on" : "IT ENDED", on, "");
    }

    private static Played held(JsonNode reports, String stop) {
        List<String> not = new ArrayList<>();
        for (JsonNode report : reports) {
            if (!report.path("effective").asBoolean()
                    || !report.path("verified").asBoolean()) {
                not.add(report.path("stopper").asString() + ": "
                        + report.path("evidence").asString());
            }
        }
        boolean ok = !reports.isEmpty() && not.isEmpty();
        return new Played(ok ? "verified on every layer that was at work" : "NOT: " + not, ok, stop);
    }

    /// @param ordered when the order was sent, and when it was answered
    private static Played after(long[] ordered, Sacrifice agent, DrillGround ground) throws InterruptedException {
        long bound = ordered[1] + TimeUnit.MILLISECONDS.toNanos(BOUND_MILLIS);
        TimeUnit.NANOSECONDS.sleep(
                Math.max(0, bound - System.nanoTime()) + TimeUnit.MILLISECONDS.toNanos(BOUND_MILLIS));
        long late = 0;
        double last = 0;
        for (Effects each : effects(agent, ground)) {
            late += each.after(bound);
            last = Math.max(last, each.lastMillis(ordered[0]));
        }
        long programs = ground.programs().count();
        boolean ok = late == 0 && programs == 0;
        return new Played(
                ok
                        ? "%s (the last effect %.0f ms after the order was sent)".formatted(NOTHING, last)
                        : "%d EFFECTS AFTER THE BOUND, %d PROCESSES LIVE".formatted(late, programs),
                ok,
                "");
    }

    private static Played recorded(DrillGround ground, String stop) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TOLD_SECONDS_MAX);
        RuntimeException last = null;
        while (System.nanoTime() < deadline) {
            try {
                JsonNode found = ground.operator().get("/v1/stops/" + stop);
                if (found.path("holds").asBoolean()) {
                    return new Played("the ledger has the order", true, stop);
                }
            } catch (RuntimeException e) { // not there yet
                last = e;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return new Played("NOT WITHIN %d s: %s".formatted(TOLD_SECONDS_MAX, last), false, stop);
    }
}
