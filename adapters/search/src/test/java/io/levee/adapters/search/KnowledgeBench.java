package io.levee.adapters.search;

import io.levee.adapters.search.Labelled.Question;
import io.levee.adapters.search.TeamKnowledge.Options;
import io.levee.knowledge.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Prints figures: `-Dtest=KnowledgeBench -Dlevee.test.args="-Dlevee.search.bench=true
/// -XX:+TieredCompilation"`.
@EnabledIfSystemProperty(named = "levee.search.bench", matches = "true")
final class KnowledgeBench {
    private static final int INDEXED = 4_000;
    private static final int SEARCHED = 10_000;

    @TempDir
    Path folder;

    @Test
    void prints() throws IOException {
        print("before the model", 0);
        long started = System.nanoTime();
        MiniLm.shared().orElseThrow().embed("warm");
        print("model loaded in ms", millis(started));
        Options cached = Options.cachedIn(folder);
        started = System.nanoTime();
        try (TeamKnowledge knowledge = TeamKnowledge.of(pages(INDEXED), cached)) {
            print("indexing %d passages, ms".formatted(knowledge.size()), millis(started));
        }
        TeamKnowledge.of(pages(SEARCHED), cached).close();
        started = System.nanoTime();
        try (TeamKnowledge knowledge = TeamKnowledge.of(pages(SEARCHED), cached)) {
            print("starting with %d passages from the cache, ms".formatted(knowledge.size()), millis(started));
            search(knowledge, "question");
            search(knowledge, "question ".repeat(300));
            System.gc();
            print("searched", 0);
        }
        System.out.println(">> cache, bytes: " + Files.size(folder.resolve("all-minilm-l6-v2-q.vectors")));
        try (TeamKnowledge words = TeamKnowledge.of(pages(SEARCHED), Options.WORDS_ALONE)) {
            search(words, "question");
            search(words, "question ".repeat(300));
        }
    }

    private static void search(TeamKnowledge knowledge, String more) {
        List<Question> questions = Labelled.questions();
        String long_ = more.length() < 100
                ? ""
                : " "
                        + String.join(
                                " ",
                                Labelled.pages().get(3).body(),
                                Labelled.pages().get(9).body());
        long[] times = new long[questions.size()];
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < times.length; i++) {
                long started = System.nanoTime();
                knowledge.search(Set.of(), questions.get(i).text() + long_, 10);
                times[i] = System.nanoTime() - started;
            }
        }
        Arrays.sort(times);
        System.out.printf(
                ">> search of %d passages, meaning %s, question + %d chars: p50 %.1f ms, p95 %.1f ms, max %.1f ms%n",
                knowledge.size(),
                knowledge.knowsMeaning(),
                long_.length(),
                times[times.length / 2] / 1e6,
                times[times.length * 95 / 100] / 1e6,
                times[times.length - 1] / 1e6);
    }

    /// Pages of one passage each, of about 600 characters, mixed from the sentences of real
    /// ones.
    private static List<Document> pages(int count) {
        List<String> sentences = Labelled.pages().stream()
                .flatMap(page -> (String.join("\n", page.head()) + "\n" + page.body()).lines())
                .filter(line -> line.length() > 20)
                .toList();
        Random random = new Random(1);
        List<Document> pages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StringBuilder body = new StringBuilder("case-" + i + " ");
            while (body.length() < 500) {
                body.append(sentences.get(random.nextInt(sentences.size()))).append('\n');
            }
            String title = sentences.get(random.nextInt(sentences.size()));
            pages.add(Pieces.page("team" + i % 20, "page-%05d".formatted(i), title, body.toString()));
        }
        return pages;
    }

    private static long millis(long started) {
        return (System.nanoTime() - started) / 1_000_000;
    }

    private static void print(String what, long value) throws IOException {
        Runtime runtime = Runtime.getRuntime();
        String resident = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS") || line.startsWith("VmHWM"))
                .toList()
                .toString();
        System.out.printf(
                ">> %s: %d (heap used %d MB, %s)%n",
                what, value, (runtime.totalMemory() - runtime.freeMemory()) >> 20, resident);
    }
}
