package io.levee.app.review.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.levee.adapters.git.Commit;
import io.levee.adapters.git.GitHistory;
import io.levee.app.review.Ground;
import io.levee.app.review.Outcomes;
import io.levee.app.review.ReviewCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class BacktestTest {
    private static final long SEED = 23;

    @TempDir
    private Path folder;

    private record Run(int exit, String out, String err) {
        JsonNode json() {
            return JsonMapper.builder().build().readTree(out);
        }
    }

    private static Run run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> all = new ArrayList<>(List.of("backtest"));
        all.addAll(List.of(arguments));
        int exit = new CommandLine(new ReviewCommand(Path.of("unused")))
                .addSubcommand(new BacktestCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
        return new Run(exit, out.toString(), err.toString());
    }

    private static String people(Random random) {
        return "person" + random.nextInt(4);
    }

    /// What was planted, as the backtest must count it.
    private static final class Plan {
        private int changes;
        private int bad;
        private int badDenied;
        private int cleanDenied;
    }

    /// Migrations that the library blocks and texts that it lets pass; some of each are taken back.
    private static Plan plant(Planted repository, Random random, int changes) {
        Plan plan = new Plan();
        repository.write("README.md", "about\n").commit("begin", "person0");
        for (int i = 0; i < changes; i++) {
            boolean blocks = random.nextInt(3) == 0;
            boolean bad = random.nextInt(blocks ? 2 : 6) == 0;
            String path = blocks ? "db/migration/V%d__more.sql".formatted(i) : "notes/%d.txt".formatted(i);
            String text = blocks ? "CREATE INDEX n%d ON orders (note);\n".formatted(i) : "note %d\n".formatted(i);
            String id = repository.write(path, text).commit("change " + i, people(random));
            plan.changes++;
            plan.bad += bad ? 1 : 0;
            plan.badDenied += bad && blocks ? 1 : 0;
            plan.cleanDenied += !bad && blocks ? 1 : 0;
            if (bad) {
                repository.remove(path).commit("back\n\nThis reverts commit %s.".formatted(id), people(random));
                plan.changes++;
            }
        }
        return plan;
    }

    @Test
    void figuresAreThoseThatWerePlanted() throws IOException {
        try (Planted repository = new Planted(folder)) {
            Plan plan = plant(repository, new Random(SEED), 80);
            Run run = run(folder.toString(), "--since", "2020-01-01", "--json");
            assertThat(run.exit()).as(run.err()).isZero();
            JsonNode json = run.json();
            int clean = plan.changes - plan.bad;
            assertThat(json.get("commits").asInt()).as("seed %d", SEED).isEqualTo(plan.changes);
            assertThat(json.get("labelled").asInt()).isEqualTo(plan.changes);
            assertThat(json.get("bad").asInt()).isEqualTo(plan.bad);
            assertThat(json.get("falseBlocks").asInt()).isEqualTo(plan.cleanDenied);
            near(json, "catchRate", (double) plan.badDenied / plan.bad);
            near(json, "blockedClean", (double) plan.cleanDenied / clean);
            near(json, "heldClean", 0);
            near(json, "findingsPerChange", (double) (plan.badDenied + plan.cleanDenied) / plan.changes);
            near(json, "findingsPerCleanChange", (double) plan.cleanDenied / clean);
            double rate = (double) plan.bad / plan.changes;
            near(json, "brierBaseRate", rate * (1 - rate));
            assertThat(json.get("auc").asDouble()).isBetween(0.6, 1.0);
            assertThat(json.get("brier").asDouble()).isBetween(0.01, 0.3);
            JsonNode rule = json.get("rules").get(0);
            assertThat(rule.get("rule").asString()).isEqualTo("pg-index-blocks-writes");
            assertThat(rule.get("onBad").asInt()).isEqualTo(plan.badDenied);
            assertThat(rule.get("onClean").asInt()).isEqualTo(plan.cleanDenied);
            assertThat(rule.get("blockedClean").asInt()).isEqualTo(plan.cleanDenied);
            assertThat(json.get("worst").size()).isEqualTo(plan.cleanDenied + plan.bad - plan.badDenied);
            assertThat(withoutMillis(run(folder.toString(), "--since", "2020-01-01", "--json")
                            .json()))
                    .isEqualTo(withoutMillis(json));
        }
    }

    private static void near(JsonNode json, String name, double value) {
        assertThat(json.get(name).asDouble()).as("%s, seed %d", name, SEED).isCloseTo(value, within(1e-4));
    }

    private static String withoutMillis(JsonNode json) {
        return json.toString().replaceAll("\"millisPerChange\":\\{[^}]*}", "");
    }

    @Test
    void whatComesLaterChangesNothingEarlier() throws IOException {
        List<Judged> calm = replayed(folder.resolve("calm"), false);
        List<Judged> wild = replayed(folder.resolve("wild"), true);
        assertThat(said(calm.subList(0, 120))).as("seed %d", SEED).isEqualTo(said(wild.subList(0, 120)));
        assertThat(calm.subList(0, 120))
                .extracting(Judged::bad)
                .isNotEqualTo(wild.subList(0, 120).stream().map(Judged::bad).toList());
        assertThat(calm.get(119).decision().review().learntFrom()).isGreaterThan(50);
        assertThat(said(calm)).isNotEqualTo(said(wild));
    }

    private static List<String> said(List<Judged> judged) {
        return judged.stream()
                .map(it -> it.commit().substring(0, 0) + it.decision())
                .toList();
    }

    /// The first 120 changes are the same; then either nothing of note happens, or all are taken
    /// back.
    private static List<Judged> replayed(Path folder, boolean wild) throws IOException {
        try (Planted repository = new Planted(folder)) {
            Random random = new Random(SEED);
            plant(repository, random, 120);
            List<String> before = repository.commits();
            for (int i = 0; i < 60; i++) {
                String about =
                        wild ? "back\n\nThis reverts commit %s.".formatted(before.get(1 + i)) : "go on %d".formatted(i);
                repository
                        .write("src/%d.txt".formatted(i % 7), wild ? "w" + i : "c" + i)
                        .commit(about, "person1");
            }
            try (Ground ground = Ground.of(folder, Optional.empty())) {
                GitHistory history = ground.history().orElseThrow();
                List<Commit> commits =
                        history.newest("HEAD", Commit.COMMITS_MAX).reversed();
                Outcomes outcomes = Outcomes.ofReverts(commits, history.reverts(commits.reversed()));
                return new Replay(ground, history, outcomes, () -> 0).run(commits, 0, _ -> {});
            }
        }
    }

    @Test
    void labelsOfAFileDecideWhatWasBad() throws IOException {
        try (Planted repository = new Planted(folder.resolve("repository"))) {
            repository.write("a", "1\n").commit("begin", "x");
            String bad = repository.write("a", "2\n").commit("two", "x");
            String clean = repository.write("a", "3\n").commit("three", "x");
            repository.write("a", "4\n").commit("four", "x");
            Path labels = folder.resolve("labels.csv");
            Files.writeString(labels, bad.substring(0, 8) + ",INC-1\n" + clean + ",0\n" + "f".repeat(40) + ",1\n");
            Run run = run(
                    repository.folder().toString(), "--since", "2020-01-01", "--labels", labels.toString(), "--json");
            assertThat(run.exit()).isZero();
            assertThat(run.err()).contains("1 of 3 labels");
            assertThat(run.json().get("commits").asInt()).isEqualTo(3);
            assertThat(run.json().get("labelled").asInt()).isEqualTo(2);
            assertThat(run.json().get("bad").asInt()).isEqualTo(1);
            assertThat(run.json().get("worst").get(0).get("commit").asString()).isEqualTo(bad);
            Files.writeString(labels, bad + ",1\n" + bad.substring(0, 9) + ",0\n");
            Run torn = run(repository.folder().toString(), "--since", bad, "--labels", labels.toString());
            assertThat(torn.exit()).isEqualTo(2);
            assertThat(torn.err()).contains("labels.csv:2:");
        }
    }

    @Test
    void badInputIsSaidAndNothingIsReplayed() {
        try (Planted repository = new Planted(folder.resolve("repository"))) {
            repository.write("a", "1\n").commit("begin", "x");
            String path = repository.folder().toString();
            assertThat(run(path, "--since", "no-such").exit()).isEqualTo(2);
            assertThat(run(path, "--since", "HEAD", "--until", "no-such").exit())
                    .isEqualTo(2);
            assertThat(run(path, "--since", "HEAD", "--labels", path).exit()).isEqualTo(2);
            assertThat(run(path, "--since", "HEAD", "--max", "0").exit()).isEqualTo(2);
            assertThat(run(path).exit()).isEqualTo(2);
            assertThat(run(folder.toString(), "--since", "HEAD").exit()).isEqualTo(4);
            Run nothing = run(path, "--since", "HEAD", "--json");
            assertThat(nothing.exit()).isZero();
            assertThat(nothing.json().get("commits").asInt()).isZero();
            assertThat(nothing.json().get("catchRate").isNull()).isTrue();
            assertThat(run(path, "--since", "HEAD").out()).contains("cannot be told");
        }
    }

    @Test
    void helpShowsAnExample() {
        assertThat(run("--help").out() + run("--help").err()).contains("Example:");
    }
}
