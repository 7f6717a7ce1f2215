package io.levee.adapters.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.change.ChangedFile;
import io.levee.change.Contents;
import io.levee.change.Hunk;
import io.levee.change.StructuredChange;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever stands in a file, an answer comes, and it is not that a reader failed.
final class HostileTextTest {
    private static final List<String> NASTY = List.of(
            "\"",
            "'",
            "{",
            "}",
            "[",
            "]",
            ":",
            ": ",
            ",",
            "#",
            "&a ",
            "*a",
            "!x ",
            "|",
            ">",
            "%",
            "@",
            "`",
            "\t",
            "\n",
            "\r\n",
            "\0",
            "\uDC80",
            "\uD800",
            "\u202E",
            "<<",
            "- ",
            "---\n",
            "?",
            "\\",
            "$$",
            "/*",
            "*/",
            "--",
            "=",
            "<<EOF\n",
            "${",
            "\"\"\"",
            "é",
            "🚀",
            "-",
            "0x",
            "1e999",
            "\uFEFF",
            "~",
            "BEGIN ATOMIC",
            "for ");
    private static final List<String> PATHS = List.of(
            "a.yaml",
            "topics.yaml",
            "flags.json",
            "a.toml",
            "server.properties",
            "x.env",
            "a.sql",
            "Dockerfile",
            "a.tf",
            "A.java",
            "a.py",
            "values.yaml",
            "spark-defaults.conf",
            "flink-conf.yaml");

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void mutatedFilesAndPiecesOfThemAreAnswered(long seed) throws IOException {
        RandomGenerator random = random(seed);
        for (Sample sample : Sample.all()) {
            for (int round = 0; round < 6; round++) {
                String path = random.nextInt(5) == 0 ? PATHS.get(random.nextInt(PATHS.size())) : sample.path();
                String before = random.nextBoolean() ? sample.before() : mutated(sample.before(), random);
                String after = mutated(sample.after(), random);
                answers(KnownFormats.compare(path, before, after), seed, path, after);
                ChangedFile file = Hunks.modified(path, hunk(before, after, random), hunk(after, before, random));
                answers(new KnownFormats().of(file, Contents.UNKNOWN), seed, path, after);
            }
        }
    }

    private static void answers(Optional<StructuredChange> change, long seed, String path, String text) {
        change.ifPresent(answer -> assertThat(answer.unreadable())
                .as("seed %d, %s:\n%s", seed, path, text)
                .doesNotContain("could not be read ("));
    }

    private static String mutated(String text, RandomGenerator random) {
        StringBuilder mutated = new StringBuilder(text);
        int edits = 1 + random.nextInt(4);
        for (int i = 0; i < edits; i++) {
            int at = random.nextInt(mutated.length() + 1);
            int end = Math.min(mutated.length(), at + random.nextInt(40));
            switch (random.nextInt(5)) {
                case 0 -> mutated.delete(at, end);
                case 1 -> mutated.insert(at, mutated.substring(at, end));
                case 2 -> mutated.setLength(at);
                case 3 -> {
                    if (at < mutated.length()) {
                        mutated.setCharAt(at, (char) (mutated.charAt(at) ^ (1 << random.nextInt(8))));
                    }
                }
                default -> mutated.insert(at, NASTY.get(random.nextInt(NASTY.size())));
            }
        }
        return mutated.toString();
    }

    /// Some lines of one text removed, some of the other added.
    private static Hunk hunk(String before, String after, RandomGenerator random) {
        int start = 1 + random.nextInt(100);
        return Hunks.at(start, start, some(before, '-', random) + some(before, ' ', random) + some(after, '+', random));
    }

    private static String some(String text, char sign, RandomGenerator random) {
        List<String> lines = text.lines().toList();
        int from = lines.isEmpty() ? 0 : random.nextInt(lines.size());
        int to = Math.min(lines.size(), from + random.nextInt(8));
        return lines.subList(from, to).stream().map(line -> sign + line + "\n").collect(Collectors.joining());
    }

    @ParameterizedTest
    @CsvSource({
        "a.yaml, '['",
        "a.yaml, '- '",
        "a.yaml, 'a: {'",
        "a.json, '['",
        "a.json, '{\"a\":'",
        "a.toml, 'a=['",
        "a.tf, 'a=['",
        "a.tf, 'a {'",
        "a.tf, 'a=(\"${'",
        "a.sql, '(/*'",
        "A.java, '('",
        "A.java, 'class A{'",
        "a.py, '['",
        "a.py, 'f('",
        "Dockerfile, 'RUN <<E '",
        "a.properties, '\\'",
        "a.ini, '['",
        "a.yaml, '&a [*a, '",
        "a.json, '\"'",
        "a.yaml, '\"'",
        "a.yaml, ' '",
        "a.tf, '\"'",
        "a.sql, '$a$ '",
        "a.sql, '\\ '",
        "a.yaml, 'a: |'",
        "a.yaml, '? '"
    })
    void whatIsRepeatedTwentyThousandTimesIsAnswered(String path, String unit) {
        String text = unit.repeat(20_000);
        answers(KnownFormats.compare(path, "", text), 0, path, unit);
        ChangedFile file = Hunks.modified(path, Hunks.at(3, 3, "+" + text + "\n"));
        answers(new KnownFormats().of(file, Contents.UNKNOWN), 0, path, unit);
    }

    @Test
    void aBombOfAnchorsIsRefused() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            String alias = "*a" + (i - 1);
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, String.join(", ", List.of(alias, alias, alias, alias))));
        }
        assertThat(KnownFormats.compare("a.yaml", "", bomb.toString())
                        .orElseThrow()
                        .unreadable())
                .startsWith("after: line ")
                .contains("more than 200000 values");
    }

    @Test
    void anAnchorThatMergesItselfIsRefused() {
        assertThat(KnownFormats.compare("a.yaml", "", "a: &a\n  <<: [*a, *a]\n  b: 1\n")
                        .orElseThrow()
                        .unreadable())
                .contains("nested more than 200 deep");
    }

    @Test
    void anAnchorThatHoldsItselfIsRefused() {
        assertThat(KnownFormats.compare("a.yaml", "", "a: &a\n  b: *a\n")
                        .orElseThrow()
                        .unreadable())
                .contains("nested more than 200 deep");
    }

    @Test
    void aTextThatIsTooLongIsNotRead() {
        assertThat(KnownFormats.compare("a.yaml", "", "a".repeat((2 << 20) + 1))
                        .orElseThrow()
                        .unreadable())
                .isEqualTo("after: more than 2097152 characters: split the file");
    }
}
