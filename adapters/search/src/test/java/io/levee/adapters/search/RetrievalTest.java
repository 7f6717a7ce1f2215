package io.levee.adapters.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.adapters.search.Labelled.Question;
import io.levee.knowledge.Document;
import io.levee.knowledge.Knowledge;
import io.levee.knowledge.Knowledge.Hit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// How well pages are found: 49 incidents, 98 changes that one of them is about, 80 that none
/// is about, 20 of which are changes of the same systems. Half of the questions were kept back
/// when [Relevance] was fitted.
final class RetrievalTest {
    private static final List<Document> PAGES = Labelled.pages();
    private static final List<Question> QUESTIONS = Labelled.questions();
    private static final TeamKnowledge BOTH = TeamKnowledge.of(PAGES, TeamKnowledge.Options.IN_MEMORY);
    private static final TeamKnowledge WORDS = TeamKnowledge.of(PAGES, TeamKnowledge.Options.WORDS_ALONE);

    @AfterAll
    static void close() {
        BOTH.close();
        WORDS.close();
    }

    @Test
    void theSetIsLargeEnough() {
        assertThat(PAGES).hasSizeGreaterThanOrEqualTo(40);
        assertThat(QUESTIONS.stream().filter(it -> it.page().isPresent())).hasSizeGreaterThanOrEqualTo(60);
        assertThat(QUESTIONS.stream().filter(it -> it.page().isEmpty())).hasSizeGreaterThanOrEqualTo(60);
        assertThat(BOTH.knowsMeaning()).isTrue();
    }

    @Test
    void thePageIsAmongTheFirstThree() {
        assertThat(found(BOTH, 3, Question::fit)).isGreaterThanOrEqualTo(0.95);
        assertThat(found(BOTH, 3, it -> !it.fit())).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void thePageIsMostlyTheFirst() {
        assertThat(found(BOTH, 1, it -> !it.fit())).isGreaterThanOrEqualTo(0.93);
    }

    @Test
    void wordsAloneDoWithoutAModel() {
        assertThat(WORDS.knowsMeaning()).isFalse();
        assertThat(found(WORDS, 3, _ -> true)).isGreaterThanOrEqualTo(0.93);
    }

    @Test
    void bothTogetherFindMoreThanEachAlone() {
        double both = reciprocal(it -> it.rank(BOTH));
        double words = reciprocal(it -> it.rank(WORDS));
        double meaning = reciprocal(RetrievalTest::rankByMeaning);

        assertThat(both).isGreaterThan(words).isGreaterThan(meaning);
    }

    @Test
    void whatIsSaidToBeRelevantIs() {
        Said all = said(BOTH, _ -> true);
        Said kept = said(BOTH, it -> !it.fit());

        assertThat(all.precision()).as("%s", all).isGreaterThanOrEqualTo(0.97);
        assertThat(all.recall()).as("%s", all).isGreaterThanOrEqualTo(0.77);
        assertThat(kept.precision()).as("%s", kept).isGreaterThanOrEqualTo(0.97);
        assertThat(kept.recall()).as("%s", kept).isGreaterThanOrEqualTo(0.8);
    }

    @Test
    void ofUnrelatedChangesNextToNoneIsSaidToBeLikeAPage() {
        assertThat(said(BOTH, it -> it.page().isEmpty()).wrong()).isLessThanOrEqualTo(2);
        assertThat(said(WORDS, it -> it.page().isEmpty()).wrong()).isLessThanOrEqualTo(3);
    }

    @Test
    void nonsenseIsFarFromEverything() {
        for (String nonsense : List.of("qwerty asdf zxcv", "colourless green ideas", "0xdeadbeef", "lorem ipsum")) {
            assertThat(BOTH.search(Set.of(), nonsense, 1))
                    .as(nonsense)
                    .allSatisfy(hit -> assertThat(hit.score()).isLessThan(0.2));
        }
    }

    /// @param right pages that were rightly said to be relevant, one at most of each question
    /// @param wrong said, but not the page that was looked for
    private record Said(int right, int wrong, int wanted) {
        double precision() {
            return (double) right / (right + wrong);
        }

        double recall() {
            return (double) right / wanted;
        }
    }

    private static Said said(Knowledge knowledge, Predicate<Question> which) {
        int right = 0;
        int wrong = 0;
        int wanted = 0;
        for (Question question : QUESTIONS.stream().filter(which).toList()) {
            Optional<Hit> first = knowledge.search(Set.of(), question.text(), 1).stream()
                    .filter(hit -> hit.score() >= TeamKnowledge.RELEVANT)
                    .findFirst();
            boolean is = first.map(hit -> hit.passage().id()).equals(question.page());
            wanted += question.page().isPresent() ? 1 : 0;
            right += first.isPresent() && is ? 1 : 0;
            wrong += first.isPresent() && !is ? 1 : 0;
        }
        return new Said(right, wrong, wanted);
    }

    private static double found(Knowledge knowledge, int among, Predicate<Question> which) {
        return QUESTIONS.stream()
                .filter(it -> it.page().isPresent())
                .filter(which)
                .mapToInt(it -> it.rank(knowledge))
                .mapToDouble(rank -> rank > 0 && rank <= among ? 1 : 0)
                .average()
                .orElseThrow();
    }

    private static double reciprocal(ToIntFunction<Question> ranks) {
        return QUESTIONS.stream()
                .filter(it -> it.page().isPresent())
                .mapToInt(ranks)
                .mapToDouble(rank -> rank == 0 ? 0 : 1.0 / rank)
                .average()
                .orElseThrow();
    }

    private static int rankByMeaning(Question question) {
        var measured = BOTH.measured(Set.of(), question.text());
        List<String> ids = PAGES.stream()
                .sorted(Comparator.comparing(Document::team)
                        .thenComparing(Document::kind)
                        .thenComparing(Document::id))
                .map(Document::id)
                .toList();
        double own = measured.get(ids.indexOf(question.page().orElseThrow()))
                .cosine()
                .orElseThrow();
        return 1
                + (int) measured.stream()
                        .filter(it -> it.cosine().orElseThrow() > own)
                        .count();
    }
}
