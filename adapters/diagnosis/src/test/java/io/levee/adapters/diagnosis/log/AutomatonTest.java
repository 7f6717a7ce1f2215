package io.levee.adapters.diagnosis.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class AutomatonTest {
    private static final long SEED = Long.getLong("levee.seed", 11L);

    @Test
    void itFindsWhatASearchWordByWordFinds() {
        for (int round = 0; round < 300; round++) {
            Random random = new Random(SEED + round);
            List<String> words = new ArrayList<>();
            for (int i = random.nextInt(20); i >= 0; i--) {
                words.add(text(random, 1 + random.nextInt(5)));
            }
            Automaton automaton = Automaton.of(words);
            String text = text(random, random.nextInt(200));
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            Automaton.Hits hits = automaton.hits();
            automaton.scan(bytes, 0, bytes.length, hits);
            Set<Integer> expected = new HashSet<>();
            for (int i = 0; i < words.size(); i++) {
                if (text.toLowerCase(Locale.ROOT).contains(words.get(i).toLowerCase(Locale.ROOT))) {
                    expected.add(i);
                }
            }
            assertThat(new HashSet<>(hits.words())).as("seed %d", SEED + round).isEqualTo(expected);
            hits.clear();
            assertThat(hits.isEmpty()).isTrue();
        }
    }

    private static String text(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append("abABc.é ".charAt(random.nextInt(8)));
        }
        return text.toString();
    }
}
