package io.levee.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FramedSegmentTest {
    private static final int SEEDS = 20_000;

    @ParameterizedTest
    @CsvSource({
        "report-{id}.csv, report-7.csv, 7",
        "{name}:cancel, a:cancel, a",
        "{base}...{head}, main...topic, main topic",
        "{a}.{b}.{c}, 1.2.3, 1 2 3",
        "{a}-{b}, a--b, ''", // `a` and `-b`, or `a-` and `b`
        "{base}...{head}, a...b...c, ''",
        "{base}...{head}, a..b, ''",
        "{name}:cancel, :cancel, ''",
        "{a}.{b}, .b, ''",
    })
    void aSegmentIsReadInOneWayOrNotAtAll(String template, String segment, String values) {
        List<String> expected = values.isEmpty() ? List.of() : List.of(values.split(" ", -1));
        assertThat(FramedSegment.parse(template).values(segment)).isEqualTo(expected);
    }

    @Test
    void itFindsWhatTryingAllFinds() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            FramedSegment framed = new FramedSegment(
                    List.of(text(random, 0, 2), text(random, 1, 3), text(random, 1, 3), text(random, 0, 2))
                            .subList(random.nextInt(2), 3 + random.nextInt(2)));
            String segment = text(random, 0, 9);
            List<List<String>> all = new ArrayList<>();
            readings(framed.fixed(), 0, segment, List.of(), all);
            assertThat(framed.matches(segment)).as("seed %d", seed).isEqualTo(!all.isEmpty());
            assertThat(framed.values(segment))
                    .as("seed %d", seed)
                    .isEqualTo(all.size() == 1 ? all.getFirst() : List.of());
        }
    }

    private static String text(Random random, int least, int most) {
        StringBuilder text = new StringBuilder();
        for (int i = least + random.nextInt(most - least + 1); i > 0; i--) {
            text.append(random.nextBoolean() ? 'a' : '-');
        }
        return text.toString();
    }

    private static void readings(List<String> fixed, int at, String left, List<String> values, List<List<String>> all) {
        if (!left.startsWith(fixed.get(at))) {
            return;
        }
        String behind = left.substring(fixed.get(at).length());
        if (at == fixed.size() - 1) {
            if (behind.isEmpty()) {
                all.add(values);
            }
            return;
        }
        for (int length = 1; length <= behind.length(); length++) {
            List<String> more = new ArrayList<>(values);
            more.add(behind.substring(0, length));
            readings(fixed, at + 1, behind.substring(length), more, all);
        }
    }
}
