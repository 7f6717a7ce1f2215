package io.levee.adapters.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levee.adapters.search.TeamKnowledge.Options;
import io.levee.identity.TeamId;
import io.levee.knowledge.Document;
import io.levee.knowledge.Knowledge.Hit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TeamKnowledgeTest {
    private static final List<Document> PAGES = List.of(
            Pieces.page("kafka", "full", "The disk was full", "retention.bytes was missing on orders.v1.\n"),
            Pieces.page("kafka", "flag", "A flag", "flag:checkout-async-orders went to 100 %.\n"),
            Pieces.page("flink", "lost", "State was lost", "NotEnoughReplicasException, then ORA-00942.\n"),
            Pieces.page("flink", "slow", "It was slow", "max_connections was raised; brokers waited.\n"),
            Pieces.page("spark", "rest", "Something else", "An executor was away.\n"));

    @ParameterizedTest
    @CsvSource({
        "orders.v1, full",
        "topic:orders.v1 is full., full",
        "retention.bytes=1073741824, full",
        "retention_bytes, full",
        "retentionBytes, full",
        "checkoutAsyncOrders, flag",
        "CHECKOUT_ASYNC_ORDERS, flag",
        "checkout, flag",
        "not enough replicas, lost",
        "NotEnoughReplicasException, lost",
        "NOT_ENOUGH_REPLICAS, lost",
        "ora-00942, lost",
        "maxConnections, slow",
        "broker, slow",
        "executors, rest"
    })
    void identifiersAreFoundWholeAndByTheirParts(String question, String page) {
        try (TeamKnowledge knowledge = TeamKnowledge.of(PAGES, Options.WORDS_ALONE)) {
            assertThat(knowledge.search(Set.of(), question, 1))
                    .extracting(hit -> hit.passage().id())
                    .containsExactly(page);
        }
    }

    @Test
    void onlyTheAskedTeamsAnswer() {
        try (TeamKnowledge knowledge = TeamKnowledge.of(PAGES, Options.IN_MEMORY)) {
            TeamId kafka = new TeamId("kafka");
            List<Hit> hits = knowledge.search(Set.of(kafka), "executor state lost", 10);

            assertThat(hits)
                    .hasSize(2)
                    .allSatisfy(hit -> assertThat(hit.passage().team()).isEqualTo(kafka));
            assertThat(knowledge.search(Set.of(new TeamId("nobody")), "executor", 10))
                    .isEmpty();
            // a score does not depend on who else is asked
            assertThat(knowledge.search(Set.of(), "executor state lost", 10)).containsAll(hits);
        }
    }

    @Test
    void aPageIsThereOnceWithItsNearestPassage() {
        String body = "# One\nbrokers\n# Two\nwatermarks\n# Three\nexecutors\n";
        List<Document> pages = List.of(Pieces.page("kafka", "long", "Long", body), PAGES.get(4));
        try (TeamKnowledge knowledge = TeamKnowledge.of(pages, Options.IN_MEMORY)) {
            assertThat(knowledge.size()).isEqualTo(4);
            List<Hit> hits = knowledge.search(Set.of(), "watermarks", 10);

            assertThat(hits).extracting(hit -> hit.passage().id()).containsExactly("long", "rest");
            assertThat(hits.getFirst().passage().from()).isEqualTo(7);
            assertThat(hits.getFirst().passage().text()).isEqualTo("# Two\nwatermarks");
        }
    }

    @Test
    void theSameQuestionGetsTheSameAnswerInWhateverOrderPagesCome() {
        List<Document> pages = new ArrayList<>(PAGES);
        for (int i = 0; i < 20; i++) {
            pages.add(Pieces.page("twins", "twin-%02d".formatted(i), "Twin", "brokers and executors\n"));
        }
        List<List<Hit>> answers = new ArrayList<>();
        for (int round = 0; round < 4; round++) {
            Collections.shuffle(pages, new Random(round));
            try (TeamKnowledge knowledge = TeamKnowledge.of(pages, Options.IN_MEMORY)) {
                answers.add(knowledge.search(Set.of(), "executors of brokers", 25));
                assertThat(knowledge.search(Set.of(), "executors of brokers", 25))
                        .isEqualTo(answers.getFirst());
            }
        }
        assertThat(answers.getFirst()).hasSize(25);
        assertThat(Set.copyOf(answers)).hasSize(1);
        assertThat(answers.getFirst())
                .extracting(hit -> hit.passage().id())
                .filteredOn(id -> id.startsWith("twin"))
                .isSorted();
    }

    @Test
    void scoresAreSortedAndBetweenNoughtAndOne() {
        try (TeamKnowledge knowledge = TeamKnowledge.of(Labelled.pages(), Options.IN_MEMORY)) {
            List<Hit> hits = knowledge.search(Set.of(), "message.max.bytes of kafka-main", 100);

            assertThat(hits).extracting(hit -> -hit.score()).isSorted();
            assertThat(hits).allSatisfy(hit -> assertThat(hit.score()).isBetween(0.0, 1.0));
        }
    }

    @Test
    void noQuestionMakesItThrow() {
        Random random = new Random(7);
        try (TeamKnowledge knowledge = TeamKnowledge.of(PAGES, Options.IN_MEMORY)) {
            assertThat(knowledge.search(Set.of(), "", 3)).isEmpty();
            assertThat(knowledge.search(Set.of(), " -._' %%% \n", 3)).isEmpty();
            assertThat(knowledge.search(Set.of(), "the of and", 3)).hasSize(3);
            for (String question :
                    List.of("x".repeat(5_000_000), "a_B-".repeat(200_000), "\ud83d", "日本語 ".repeat(9_999))) {
                assertThat(knowledge.search(Set.of(), question, 3)).hasSizeLessThanOrEqualTo(3);
            }
            for (int round = 0; round < 200; round++) {
                StringBuilder question = new StringBuilder();
                random.ints(random.nextInt(300), 0, 0x3000).forEach(question::appendCodePoint);
                assertThat(knowledge.search(Set.of(), question.toString(), 3))
                        .as("seed 7, round %d", round)
                        .hasSizeLessThanOrEqualTo(3);
            }
        }
    }

    @Test
    void nobodyAsksForNoneOrForTooMany() {
        try (TeamKnowledge knowledge = TeamKnowledge.of(PAGES, Options.WORDS_ALONE)) {
            assertThatThrownBy(() -> knowledge.search(Set.of(), "x", 0)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> knowledge.search(Set.of(), "x", 101)).hasMessageContaining("`101`");
        }
    }

    @Test
    void whereNobodyWroteAnythingNothingIsFound() {
        try (TeamKnowledge knowledge = TeamKnowledge.of(List.of(), Options.IN_MEMORY)) {
            assertThat(knowledge.search(Set.of(), "anything", 3)).isEmpty();
        }
    }

    @Test
    void aModelThatBreaksLeavesTheWords() {
        Optional<Embedder> atOnce = Optional.of(new Pieces.Breaking(new AtomicInteger()));
        Optional<Embedder> later = Optional.of(new Pieces.Breaking(new AtomicInteger(2 * PAGES.size())));
        try (TeamKnowledge words = TeamKnowledge.of(PAGES, Options.WORDS_ALONE);
                TeamKnowledge one = TeamKnowledge.of(PAGES, atOnce, Optional.empty());
                TeamKnowledge two = TeamKnowledge.of(PAGES, later, Optional.empty())) {
            List<Hit> expected = words.search(Set.of(), "orders.v1", 3);

            assertThat(expected).isNotEmpty();
            assertThat(one.knowsMeaning()).isFalse();
            assertThat(one.search(Set.of(), "orders.v1", 3)).isEqualTo(expected);
            assertThat(two.knowsMeaning()).isTrue();
            assertThat(two.search(Set.of(), "orders.v1", 3)).isEqualTo(expected);
        }
    }
}
