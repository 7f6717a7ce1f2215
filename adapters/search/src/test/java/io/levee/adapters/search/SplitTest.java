package io.levee.adapters.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.identity.TeamId;
import io.levee.knowledge.Document;
import io.levee.knowledge.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SplitTest {
    private static final long SEED = 20_261_129;
    private static final List<String> PIECES = List.of(
            "\n",
            "\n\n",
            "\r\n",
            "# Heading\n",
            "## Next\n",
            "```\n",
            "~~~\n",
            "- item\n",
            " ",
            "\t",
            "word ",
            "   \n",
            "a sentence about brokers, longer than a word. ",
            "x".repeat(700),
            "y z ".repeat(500),
            "\ud83d\ude80",
            "\u2028",
            "é",
            "\ud83d",
            "\0");

    @Test
    void everyPassageStandsInTheFileWhereItSays() {
        Random random = new Random(SEED);
        for (int round = 0; round < 3_000; round++) {
            Document page = page(1 + random.nextInt(20), text(random));
            List<String> file = lines(page);
            for (Passage passage : page.body().isBlank() ? List.<Passage>of() : Split.of(page)) {
                String there = String.join("\n", file.subList(passage.from() - 1, passage.to()));
                boolean whole = there.equals(passage.text());
                boolean partOfOneLong = there.contains(passage.text())
                        && (passage.from() == passage.to() || there.endsWith(passage.text()));
                assertThat(whole || (partOfOneLong && there.length() > Split.PASSAGE_MAX))
                        .as("seed %d, round %d, lines %d to %d", SEED, round, passage.from(), passage.to())
                        .isTrue();
            }
        }
    }

    @Test
    void passagesAreInOrderBoundedAndLeaveNoWordOut() {
        Random random = new Random(SEED + 1);
        for (int round = 0; round < 3_000; round++) {
            Document page = page(3, text(random));
            List<Passage> passages = Split.of(page);
            StringBuilder together = new StringBuilder();
            int last = 0;
            for (Passage passage : passages) {
                assertThat(passage.text().length()).isBetween(1, Split.PASSAGE_MAX);
                assertThat(passage.text()).isNotBlank();
                assertThat(passage.from()).isBetween(last, passage.to());
                last = passage.to();
                together.append(passage.text());
            }
            if (!page.body().isBlank()) {
                assertThat(visible(together.toString()))
                        .as("seed %d, round %d", SEED + 1, round)
                        .isEqualTo(visible(page.body()));
            }
        }
    }

    @Test
    void noCharacterIsCutInTwo() {
        for (Passage passage : Split.of(page(1, "\ud83d\ude80".repeat(5_000)))) {
            assertThat(Character.isHighSurrogate(
                            passage.text().charAt(passage.text().length() - 1)))
                    .isFalse();
        }
    }

    @Test
    void aHeadingBeginsAPassageAndStaysWithItsText() {
        List<Passage> passages = Split.of(page(4, "Intro.\n# One\n## Two\n\nText.\n\nMore.\n# Three\nEnd."));

        assertThat(passages)
                .extracting(it -> it.from() + "-" + it.to() + " " + it.text().replace('\n', '|'))
                .containsExactly("4-4 Intro.", "5-10 # One|## Two||Text.||More.", "11-12 # Three|End.");
    }

    @Test
    void aNumberSignInsideOfCodeIsNoHeading() {
        assertThat(Split.of(page(1, "Do:\n```\n# as root\nrm x\n```\nDone."))).hasSize(1);
    }

    @Test
    void aPageWithoutABodyIsFoundByItsHead() {
        assertThat(Split.of(page(9, " \n\n"))).singleElement().satisfies(passage -> {
            assertThat(passage.text()).isEqualTo("title\ncause");
            assertThat(passage.from()).isEqualTo(1);
            assertThat(passage.to()).isEqualTo(8);
        });
    }

    @Test
    void aHugePageIsBounded() {
        assertThat(Split.of(page(1, "word ".repeat(2_000_000)))).hasSize(Split.PASSAGES_MAX);
        assertThat(Split.of(page(1, "a\n# b\n".repeat(300_000)))).hasSize(Split.PASSAGES_MAX);
        assertThat(Split.of(page(1, "\n".repeat(3_000_000)))).hasSize(1);
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int pieces = random.nextInt(60);
        for (int i = 0; i < pieces; i++) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    private static List<String> lines(Document page) {
        List<String> lines = new ArrayList<>();
        for (int i = 1; i < page.line(); i++) {
            lines.add("front matter");
        }
        lines.addAll(List.of(page.body().split("\n", -1)));
        return lines;
    }

    private static String visible(String text) {
        return text.codePoints()
                .filter(c -> !Character.isWhitespace(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static Document page(int line, String body) {
        return new Document(
                new TeamId("kafka"),
                "incident",
                "one",
                "title",
                Optional.empty(),
                List.of(),
                List.of("title", "cause"),
                "teams/kafka/incidents/one.md",
                line,
                body);
    }
}
