package io.levee.app.demo;

import io.levee.cli.Exit;
import io.levee.cli.LedgerExport;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/// `levee demo`: plays an incident against real parts.
@Command(
        name = "demo",
        description = {
            "Starts everything on free ports and plays incidents step by step; leaves it running until Ctrl-C.",
            "Scenarios: permission-hack (an agent hacks around a permission structure)",
            "           data-leak (an agent reads payroll, and would tell those who may not know)",
            "           stop (an agent ignores every request to stop; then again with the database dead)",
            "           flag-flip (an agent's flag fills a Kafka broker's disk; then again with reviewers)",
            "           spark-job (jobs that fail at night on Spark: mended, handed back, refused, ended)"
        },
        footer = {"", "Examples:  levee demo", "           levee demo data-leak --json"})
public final class DemoCommand implements Callable<Integer> {
    private static final SequencedMap<String, BiFunction<Stage, Consumer<Step>, List<Step>>> SCENARIOS = scenarios();
    private final Path acme;
    private final Path folder;
    private final SequencedMap<String, Own> own;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it before it runs the command
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "SCENARIO", defaultValue = "", description = "default: all")
    @SuppressWarnings("NullAway.Init")
    private String scenario;

    @Option(names = "--json", description = "run unattended, print one JSON object and end")
    private boolean json;

    /// A scenario on ground of its own.
    ///
    /// @param whyNot why it cannot be played on this machine; empty where it can
    public record Own(Function<Consumer<Step>, List<Step>> play, Supplier<Optional<String>> whyNot) {}

    /// @param folder what it makes goes here; what an earlier demo left there is deleted
    /// @param own    scenarios that are played after those on the common stage
    public DemoCommand(Path acme, Path folder, SequencedMap<String, Own> own) {
        this.acme = acme;
        this.folder = folder;
        this.own = own;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (!scenario.isEmpty() && !SCENARIOS.containsKey(scenario) && !own.containsKey(scenario)) {
            throw new IllegalArgumentException("`%s` is no scenario: there is `%s`, `%s`"
                    .formatted(scenario, String.join("`, `", SCENARIOS.keySet()), String.join("`, `", own.keySet())));
        }
        PrintWriter out = spec.commandLine().getOut();
        Consumer<Step> told = json ? _ -> {} : step -> say(out, told(step));
        if (own.containsKey(scenario)) {
            return alone(out, told);
        }
        say(out, "starting acme's systems, two databases and Levee (about ten seconds) …");
        try (Stage stage = Stage.build(acme, folder)) {
            List<Scenario> played = new ArrayList<>();
            SCENARIOS.forEach((name, play) -> {
                if (scenario.isEmpty() || scenario.equals(name)) {
                    say(out, "\n" + name);
                    played.add(Scenario.of(name, play.apply(stage, told)));
                }
            });
            if (scenario.isEmpty()) {
                own.forEach((name, it) -> it.whyNot()
                        .get()
                        .ifPresentOrElse(why -> say(out, "\n%s: not played: %s".formatted(name, why)), () -> {
                            say(out, "\n" + name);
                            played.add(Scenario.of(name, it.play().apply(told)));
                        }));
            }
            boolean ok = played.stream().allMatch(Scenario::ok);
            Path export = LedgerExport.save(stage.remote(), "eve");
            if (json) {
                out.println(new JsonMapper().writeValueAsString(answer(played, ok)));
                out.flush();
            } else {
                say(out, summary(stage, ok, export));
                awaitEnd();
            }
            return ok ? Exit.DONE : Exit.DENIED;
        }
    }

    private int alone(PrintWriter out, Consumer<Step> told) {
        Own chosen = Objects.requireNonNull(own.get(scenario));
        Optional<String> why = chosen.whyNot().get();
        if (why.isPresent()) {
            throw new LeveeException(ErrorCode.CONFIGURATION_INVALID, why.get());
        }
        Scenario played = Scenario.of(scenario, chosen.play().apply(told));
        if (json) {
            out.println(new JsonMapper().writeValueAsString(played));
            out.flush();
        } else {
            say(out, played.ok() ? "every step went as expected." : "NOT EVERY STEP WENT AS EXPECTED.");
        }
        return played.ok() ? Exit.DONE : Exit.DENIED;
    }

    private static SequencedMap<String, BiFunction<Stage, Consumer<Step>, List<Step>>> scenarios() {
        SequencedMap<String, BiFunction<Stage, Consumer<Step>, List<Step>>> all = new LinkedHashMap<>();
        all.put(DataLeak.NAME, DataLeak::play);
        all.put(PermissionHack.NAME, PermissionHack::play); // last: it ends with a stop
        return all;
    }

    private record Scenario(String scenario, boolean ok, List<Step> steps) {
        static Scenario of(String name, List<Step> steps) {
            return new Scenario(name, steps.stream().allMatch(Step::ok), steps);
        }
    }

    private Object answer(List<Scenario> played, boolean ok) {
        if (!scenario.isEmpty()) {
            return played.getFirst();
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("ok", ok);
        all.put("scenarios", played);
        return all;
    }

    private void say(PrintWriter out, String line) {
        if (!json) {
            out.println(line);
            out.flush();
        }
    }

    /// A step as people read it; README shows a whole run of it.
    static String told(Step step) {
        return "%s %s\n     expected  %s\n     got       %s  (%d ms)\n%s"
                .formatted(
                        step.ok() ? "ok  " : "FAIL",
                        step.name(),
                        step.expected(),
                        step.actual(),
                        step.millis(),
                        step.fact().isEmpty() ? "" : "     see       " + look(step.fact()) + "\n");
    }

    private static String look(String fact) {
        return fact.startsWith("stop-")
                ? "levee stops --as cy"
                : (fact.startsWith("job-") ? "levee job show %s --as eve" : "levee explain %s --as eve")
                        .formatted(fact);
    }

    private static String summary(Stage stage, boolean ok, Path export) {
        return """
                %s
                the record: %s; check it with
                    levee ledger verify %s
                still running, so look around (Ctrl-C ends it):
                    console  %s   levee console --as cy   logs you in
                    levee passport report-writer --as cy
                    levee ledger tail --as eve
                    levee connect claude-code --agent ticket-answerer --for tess   lets a coding agent in
                """.formatted(
                        ok ? "every step went as expected." : "NOT EVERY STEP WENT AS EXPECTED.",
                        export,
                        export,
                        stage.addresses().console());
    }

    private static void awaitEnd() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            end.countDown();
            join(main);
        }));
        end.await();
    }

    private static void join(Thread main) {
        try {
            main.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
