package io.levee.adapters.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.adapters.search.Pieces.Letters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VectorCacheTest {
    private static final List<String> TEXTS = List.of("one", "two", "three");

    @TempDir
    Path folder;

    @Test
    void aTextIsEmbeddedOnceAlsoAfterARestart() {
        Letters first = new Letters();
        Letters second = new Letters();
        List<byte[]> vectors = cache(first).of(TEXTS);

        assertThat(cache(second).of(TEXTS))
                .usingElementComparator(Arrays::compare)
                .containsExactlyElementsOf(vectors);
        assertThat(first.asked).hasValue(3);
        assertThat(second.asked).hasValue(0);
    }

    @Test
    void onlyWhatIsNewIsEmbedded() {
        Letters letters = new Letters();
        cache(letters).of(TEXTS);
        cache(letters).of(List.of("two", "four", "two"));
        cache(letters).of(List.of("one", "four"));

        assertThat(letters.asked).hasValue(4);
    }

    @Test
    void whereNothingIsKeptAllIsEmbeddedAgain() {
        Letters letters = new Letters();
        new VectorCache(letters, Optional.empty()).of(TEXTS);
        new VectorCache(letters, Optional.empty()).of(TEXTS);

        assertThat(letters.asked).hasValue(6);
    }

    @Test
    void aDamagedFileIsMadeAgain() throws IOException {
        long seed = 4;
        Random random = new Random(seed);
        cache(new Letters()).of(TEXTS);
        byte[] whole = Files.readAllBytes(file());
        for (int round = 0; round < 200; round++) {
            byte[] damaged = Arrays.copyOf(whole, round % 2 == 0 ? whole.length : random.nextInt(whole.length));
            if (round % 2 == 0) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
            }
            Files.write(file(), damaged);
            Letters letters = new Letters();
            cache(letters).of(TEXTS);

            assertThat(letters.asked).as("seed %d, round %d", seed, round).hasValue(3);
            assertThat(file()).hasBinaryContent(whole);
        }
    }

    @Test
    void aFolderThatCannotBeWrittenIsNoReasonToFail() throws IOException {
        Path occupied = Files.writeString(folder.resolve("file"), "here is no folder");

        assertThat(new VectorCache(new Letters(), Optional.of(occupied)).of(TEXTS))
                .hasSize(3);
    }

    @Test
    void thoseWhoShareAFolderAllGetTheirVectors() throws Exception {
        List<Callable<List<byte[]>>> together = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            List<String> texts = IntStream.range(i, i + 20)
                    .mapToObj(n -> "text " + (char) ('a' + n % 26))
                    .toList();
            together.add(() -> cache(new Letters()).of(texts));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (Future<List<byte[]>> done : threads.invokeAll(together)) {
                assertThat(done.get()).hasSize(20);
            }
        }
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file());
        }
        Letters letters = new Letters();
        cache(letters).of(List.of("text a"));
        cache(letters).of(List.of("text a"));
        assertThat(letters.asked.get()).isLessThanOrEqualTo(1);
    }

    private VectorCache cache(Letters letters) {
        return new VectorCache(letters, Optional.of(folder));
    }

    private Path file() {
        return folder.resolve("letters.vectors");
    }
}
