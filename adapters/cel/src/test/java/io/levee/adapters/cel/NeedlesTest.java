package io.levee.adapters.cel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NeedlesTest {
    private static final int RUNS = 60_000;
    private static final List<String> ATOMS = List.of(
            "abc",
            "b",
            "Kel",
            "[.]",
            "[(]",
            "[ab]",
            "[^a]",
            "[^]a]",
            "\\.",
            "\\s",
            "\\b",
            ".",
            "^",
            "$",
            "kel",
            "\u00e9t\u00e9",
            "(?i)");
    private static final List<String> TIMES =
            List.of("", "", "", "", "*", "+", "?", "+?", "{2}", "{0,2}", "{0}", "{1,}");
    private static final List<String> TEXTS = List.of(
            "abc",
            "ABC",
            "b",
            "a",
            "kel",
            "KEL",
            "\u212ael",
            "\u00e9t\u00e9",
            "\u00c9T\u00c9",
            ".",
            "(",
            " ",
            "\n",
            "]",
            "^");

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            new\\s+ObjectInputStream\\s*[(];        ObjectInputStream
            (?i)create\\s+(temp(orary)?\\s+)?table; create
            \\b(yaml|toml)[.]load[(];              .load(
            colou?rful;                            colo
            (?<topic>[a-z]+)=INVALID_TOPIC;        =INVALID_TOPIC
            (alpha|beta){2};                       alpha,beta
            (one|two|three);                       one,two,three
            """)
    void whatEveryMatchHasIsFound(String regex, String texts) {
        assertThat(Needles.of(regex).orElseThrow().texts()).containsExactly(texts.split(","));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a|bcd",
                "(abc)?",
                "(abc)*",
                "[abc]def|x",
                "",
                "ab",
                "(?s)abcd",
                "x(?i:abcd)",
                "\\Qabcd\\E",
                "\\x41bcd",
                "[[:alpha:]]abcd",
                "abcd{x",
                "(?i)\u00e9t\u00e9s"
            })
    void whatMayBeMissingOrIsNotReadIsNot(String regex) {
        assertThat(Needles.of(regex)).isEmpty();
    }

    /// What RE2 finds is never passed over.
    @Test
    void noMatchIsMissed() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int told = 0;
        int matched = 0;
        for (int run = 0; run < RUNS; run++) {
            String regex = (random.nextInt(3) == 0 ? "(?i)" : "") + regex(random, 3);
            Optional<Needles> needles = Needles.of(regex);
            Optional<Pattern> pattern = compiled(regex);
            if (needles.isEmpty() || pattern.isEmpty()) {
                continue;
            }
            told++;
            String text = random.ints(random.nextInt(9), 0, TEXTS.size())
                    .mapToObj(TEXTS::get)
                    .collect(Collectors.joining());
            if (pattern.get().matcher(text).find()) {
                matched++;
                assertThat(needles.get().mayMatch(text))
                        .as("seed %d: `%s` in `%s`", seed, regex, text)
                        .isTrue();
            }
        }
        assertThat(told).as("seed %d", seed).isGreaterThan(RUNS / 20);
        assertThat(matched).as("seed %d", seed).isGreaterThan(RUNS / 200);
    }

    private static Optional<Pattern> compiled(String regex) {
        try {
            return Optional.of(Pattern.compile(regex));
        } catch (PatternSyntaxException _) {
            return Optional.empty();
        }
    }

    private static String regex(Random random, int depth) {
        StringBuilder regex = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            String atom = depth > 0 && random.nextInt(4) == 0
                    ? "(" + (random.nextBoolean() ? "?:" : "") + regex(random, depth - 1) + ")"
                    : ATOMS.get(random.nextInt(ATOMS.size()));
            regex.append(atom).append(TIMES.get(random.nextInt(TIMES.size())));
            if (random.nextInt(8) == 0) {
                regex.append('|');
            }
        }
        return regex.toString();
    }
}
