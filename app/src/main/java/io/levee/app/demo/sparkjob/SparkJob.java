package io.levee.app.demo.sparkjob;

import io.levee.app.demo.Folders;
import io.levee.app.demo.Played;
import io.levee.app.demo.Script;
import io.levee.app.demo.Step;
import io.levee.cli.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/// An analyst's agent starts batch jobs at night, and nobody is paged. Spark, its processes, Levee and the
/// published files are real.
public final class SparkJob {
    public static final String NAME = "spark-job";

    private static final String AGENT = "pipeline-fixer";
    private static final String PERSON = "gus";
    private static final String OUTPUT = "table:sales.daily";
    private static final List<String> PAGING = List.of("handed-over", "quarantined");

    private final Script script;
    private final SparkHome spark;
    private final JobGround ground;
    private final List<JsonNode> over = new ArrayList<>();

    private SparkJob(Script script, SparkHome spark, JobGround ground) {
        this.script = script;
        this.spark = spark;
        this.ground = ground;
    }

    /// @param home   the checkout of Levee, with the engine `spark` resolved
    /// @param acme   the organisation; a copy of it is used
    /// @param folder for everything that this makes; deleted first
    /// @param shared for what every user of this machine must read; deleted first, and at the end
    public static List<Step> play(Path home, Path acme, Path folder, Path shared, Consumer<Step> told) {
        Script script = new Script(told);
        try (JobGround ground = JobGround.build(acme, folder)) {
            SparkHome spark = SparkHome.make(engine(home), shared);
            new SparkJob(script, spark, ground).tell();
        } catch (IOException e) {
            script.step(
                    "Spark and Levee start", "they run", () -> new Played(String.valueOf(e.getMessage()), false, ""));
        } finally {
            remove(shared);
        }
        return script.steps();
    }

    /// Why this machine cannot play it; empty where it can.
    public static Optional<String> whyNot(Path home) {
        return Files.exists(engine(home).resolve("classpath"))
                        && Files.isDirectory(engine(home).resolve("classes"))
                ? Optional.empty()
                : Optional.of("Spark is not there: `./levee demo spark-job` fetches it");
    }

    private static Path engine(Path home) {
        return home.resolve("realparts/engines/spark/target");
    }

    private void tell() {
        script.step(
                "a job that keeps all orders of one customer in memory, with 512 MiB for its driver",
                "attempt 1 ran out of memory, attempt 2 had more, its output is checked and published",
                () -> published(run("daily", Map.of("reads", List.of("table:sales.orders"), "deadlineSeconds", 900))));
        script.step(
                "a job whose query names a column that is not there",
                "handed back to gus: spark-column-not-found, with the line; nothing new is published",
                () -> handedBack(run("column", Map.of("deadlineSeconds", 600))));
        script.step(
                "a job that reads table:hr.payroll, which gus may not",
                "refused before it starts: read-not-permitted",
                this::refused);
        script.step(
                "a job that waits for what never comes",
                "ended at its deadline, with no process left; nothing new is published",
                () -> ended(run("hang", Map.of("deadlineSeconds", 45))));
        script.step("the ledger", "says all of it, and nobody was paged", this::recorded);
    }

    private JsonNode run(String what, Map<String, Object> more) throws InterruptedException {
        Map<String, Object> body = new HashMap<>(more);
        body.put("job", "sales-daily-batch");
        body.put("outputs", List.of(OUTPUT + "=daily"));
        body.put("environment", Map.of("JAVA_HOME", System.getProperty("java.home")));
        body.put("memoryMib", 2_048);
        JsonNode job = ground.over(PERSON, ground.run(AGENT, PERSON, body, command(what)));
        over.add(job);
        return job;
    }

    private List<String> command(String what) {
        return List.of(
                spark.submit().toString(),
                "--master",
                "local[2]",
                "--driver-memory",
                "512m",
                "--conf",
                "spark.ui.enabled=false",
                "--conf",
                "spark.driver.host=localhost",
                "--conf",
                "spark.driver.bindAddress=127.0.0.1",
                "--class",
                "io.levee.engines.spark.SalesDaily",
                spark.application().toString(),
                what);
    }

    private Played published(JsonNode job) throws IOException {
        JsonNode first = job.path("attempts").path(0);
        boolean memory = first.path("diagnosis")
                .path("remedy")
                .path("action")
                .asString("")
                .equals("raise-memory");
        boolean good = word(job, "outcome").equals("succeeded")
                && memory
                && job.path("attempts").size() == 2
                && ground.published().contains("_SUCCESS");
        String actual = good
                ? "attempt 1 ran out of memory, attempt 2 had more, its output is checked and published"
                : told(job);
        String changes = job.path("attempts").path(1).path("changes").toString();
        return new Played("%s (%s)".formatted(actual, changes), good, word(job, "id"));
    }

    private Played handedBack(JsonNode job) throws IOException {
        JsonNode diagnosis = job.path("attempts").path(0).path("diagnosis");
        JsonNode cited = diagnosis.path("evidence").path(0);
        boolean good = word(job, "outcome").equals("handed-back")
                && word(diagnosis, "signature").equals("spark-column-not-found")
                && word(cited, "text").contains("amount_eur")
                && ground.published().contains("_SUCCESS");
        String actual = good
                ? "handed back to gus: spark-column-not-found, with the line; nothing new is published"
                : told(job);
        return new Played(
                "%s (line %s: %s)".formatted(actual, cited.path("line").asLong(0), word(diagnosis, "cause")),
                good,
                word(job, "id"));
    }

    private Played refused() {
        try {
            JsonNode job = ground.run(
                    AGENT,
                    PERSON,
                    Map.of("reads", List.of("table:sales.orders", "table:hr.payroll")),
                    command("daily"));
            return new Played("ADMITTED as " + word(job, "id"), false, word(job, "id"));
        } catch (CommandFailure failure) {
            String message = String.valueOf(failure.getMessage());
            boolean good = message.contains("read-not-permitted") && message.contains("table:hr.payroll");
            return new Played(good ? "refused before it starts: read-not-permitted" : message, good, "");
        }
    }

    private Played ended(JsonNode job) {
        String run = word(job.path("attempts").path(0), "run");
        boolean lives = ProcessHandle.allProcesses()
                .anyMatch(process -> process.info()
                        .commandLine()
                        .orElse("")
                        .contains(spark.folder().toString()));
        boolean good = word(job.path("attempts").path(0), "ended").equals("deadline") && !lives;
        String actual = good
                ? "ended at its deadline, with no process left; nothing new is published"
                : "%s; something lives: %s".formatted(told(job), lives);
        return new Played(actual, good, run);
    }

    private Played recorded() throws IOException {
        List<String> wanted = List.of(
                "admitted", "began", "ended", "diagnosed", "remedied", "began", "ended", "checked", "published");
        List<String> first = ground.facts(word(over.getFirst(), "id"));
        boolean inOrder = follow(first, wanted) && first.getLast().equals("closed");
        boolean paged = over.stream().anyMatch(job -> PAGING.contains(word(job, "outcome")));
        boolean good = inOrder && !paged && over.size() == 3;
        return new Played(
                good ? "says all of it, and nobody was paged" : "%s; paged: %s".formatted(first, paged), good, "");
    }

    /// Whether the facts hold all of these in this order, others between them or not.
    private static boolean follow(List<String> facts, List<String> wanted) {
        int next = 0;
        for (String fact : facts) {
            if (next < wanted.size() && fact.equals(wanted.get(next))) {
                next++;
            }
        }
        return next == wanted.size();
    }

    private static String told(JsonNode job) {
        return "%s: %s".formatted(word(job, "outcome"), job.path("attempts"));
    }

    private static String word(JsonNode node, String name) {
        return node.path(name).asString("");
    }

    private static void remove(Path shared) {
        try {
            Folders.delete(shared);
        } catch (IOException e) {
            System.getLogger(SparkJob.class.getName())
                    .log(System.Logger.Level.WARNING, "`{0}` is left: {1}", shared, e.getMessage());
        }
    }
}
