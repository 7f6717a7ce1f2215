package io.levee.app.review.bench;

import io.levee.adapters.organisation.StarterLibrary;
import io.levee.adapters.search.TeamKnowledge;
import io.levee.bench.BenchOptions;
import io.levee.bench.BenchReport;
import io.levee.identity.TeamId;
import io.levee.knowledge.Document;
import io.levee.knowledge.Guardrail;
import io.levee.knowledge.Knowledge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/// How long it takes to read what teams wrote, and to search it. Pages are made of the sentences
/// of the starter library, so that they are of the length and the words of real ones.
public final class SearchBench {
    private static final int INDEXED = 4_000;
    private static final int SEARCHED = 10_000;
    private static final int TEAMS = 20;
    private static final int HITS = 5;
    private static final int QUESTIONS = 500;
    private static final int PAGE_CHARS = 500;

    private SearchBench() {}

    /// Takes about as long as [#SEARCHED] passages take to be read by a model, which is minutes.
    public static BenchReport run(BenchOptions options, Consumer<String> progress) throws IOException {
        List<String> sentences = StarterLibrary.byDomain().values().stream()
                .flatMap(List::stream)
                .map(Guardrail::message)
                .toList();
        List<Document> pages = pages(sentences, new Random(options.seed()));
        Path cache = Files.createTempDirectory("levee-bench").resolve("knowledge");
        progress.accept("reading %d passages".formatted(INDEXED));
        long started = System.nanoTime();
        TeamKnowledge part = TeamKnowledge.of(pages.subList(0, INDEXED), TeamKnowledge.Options.cachedIn(cache));
        double indexed = (System.nanoTime() - started) / 1e9;
        int passages = part.size();
        part.close();
        progress.accept("reading %d more".formatted(SEARCHED - INDEXED));
        TeamKnowledge.of(pages, TeamKnowledge.Options.cachedIn(cache)).close();
        started = System.nanoTime();
        try (TeamKnowledge all = TeamKnowledge.of(pages, TeamKnowledge.Options.cachedIn(cache))) {
            double restarted = (System.nanoTime() - started) / 1e9;
            progress.accept("asking %d questions".formatted(QUESTIONS));
            List<Map<String, Object>> rows = List.of(
                    BenchReport.row("index", "passages", passages, "seconds", indexed),
                    BenchReport.row("start from the cache", "passages", all.size(), "seconds", restarted),
                    searched("search, a line", all, sentences, 1, options.seed()),
                    searched("search, a page", all, sentences, 20, options.seed()));
            return BenchReport.here("knowledge", options, rows, Map.of());
        }
    }

    private static Map<String, Object> searched(
            String name, Knowledge knowledge, List<String> sentences, int each, long seed) {
        Random random = new Random(seed);
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < QUESTIONS * 2; i++) { // the first half warms up
            StringBuilder question = new StringBuilder();
            for (int s = 0; s < each; s++) {
                question.append(sentences.get(random.nextInt(sentences.size()))).append('\n');
            }
            TeamId team = new TeamId("team-" + i % TEAMS);
            long started = System.nanoTime();
            knowledge.search(Set.of(team), question.toString(), HITS);
            if (i >= QUESTIONS) {
                millis.add((System.nanoTime() - started) / 1e6);
            }
        }
        Collections.sort(millis);
        return BenchReport.row(
                name,
                "questions",
                QUESTIONS,
                "p50Millis",
                ReviewBench.percentile(millis, 50),
                "p95Millis",
                ReviewBench.percentile(millis, 95));
    }

    /// Of one passage each.
    private static List<Document> pages(List<String> sentences, Random random) {
        List<Document> pages = new ArrayList<>();
        for (int i = 0; i < SEARCHED; i++) {
            StringBuilder body = new StringBuilder("case " + i + "\n");
            while (body.length() < PAGE_CHARS) {
                body.append(sentences.get(random.nextInt(sentences.size()))).append('\n');
            }
            String title = sentences.get(random.nextInt(sentences.size()));
            pages.add(new Document(
                    new TeamId("team-" + i % TEAMS),
                    "incident",
                    "case-%05d".formatted(i),
                    title,
                    Optional.empty(),
                    List.of(),
                    List.of(title),
                    "case-%05d.md".formatted(i),
                    1,
                    body.toString()));
        }
        return pages;
    }
}
