package io.levee.adapters.search;

import io.levee.adapters.search.Labelled.Question;
import io.levee.adapters.search.TeamKnowledge.Options;
import io.levee.knowledge.Document;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
        Optional<Path> kept = Optional.of(folder.resolve("quick"));
        Quick quick = new Quick();
        TeamKnowledge.of(pages(SEARCHED), Optional.of(quick), kept).close();
        quick.asking = true;
        started = System.nanoTime();
        try (TeamKnowledge knowledge = TeamKnowledge.of(pages(SEARCHED), Optional.of(quick), kept)) {
            print("starting with %d passages from the cache, ms".formatted(knowledge.size()), millis(started));
            search(knowledge);
            print("searched", 0);
        }
        try (TeamKnowledge words = TeamKnowledge.of(pages(SEARCHED), Options.WORDS_ALONE)) {
            search(words);
        }
    }

    /// Any vector for a page, the real one for a question: what a search costs does not depend
    /// on which.
    private static final class Quick implements Embedder {
        private boolean asking;
        private final Embedder model = MiniLm.shared().orElseThrow();

        @Override
        public String name() {
            return "quick";
        }

        @Override
        public int dimensions() {
            return model.dimensions();
        }

        @Override
        public byte[] embed(String text) {
            if (asking) {
                return model.embed(text);
            }
            byte[] any = new byte[model.dimensions()];
            new Random(text.hashCode()).nextBytes(any);
            return any;
        }
    }

    private static void search(TeamKnowledge knowledge) {
        search(knowledge, "");
        search(
                knowledge,
                "\n" + "brokers ran out of memory after a larger message size; the log cleaner waited. ".repeat(30));
    }

    private static void search(TeamKnowledge knowledge, String more) {
        List<Question> questions = Labelled.questions();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long[] wall = new long[questions.size()];
        long[] cpu = new long[questions.size()];
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < wall.length; i++) {
                long started = System.nanoTime();
                long used = threads.getCurrentThreadCpuTime();
                knowledge.search(Set.of(), questions.get(i).text() + more, 10);
                wall[i] = System.nanoTime() - started;
                cpu[i] = threads.getCurrentThreadCpuTime() - used;
            }
        }
        System.out.printf(
                ">> search of %d passages, meaning %s, question + %d characters: %s by the clock, %s of the processor%n",
                knowledge.size(), knowledge.knowsMeaning(), more.length(), shown(wall), shown(cpu));
    }

    private static String shown(long[] times) {
        Arrays.sort(times);
        return "p50 %.1f ms, p95 %.1f ms, max %.1f ms"
                .formatted(
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
        System.gc();
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
