package io.levee.rooms.jobs.supposing;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.knowledge.diagnosis.Cited;
import io.levee.knowledge.diagnosis.Remedy;
import io.levee.knowledge.diagnosis.Rung;
import io.levee.rooms.jobs.supposing.Hypothesis.Confidence;
import io.levee.rooms.jobs.supposing.Supposition.Quote;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SuppositionRulesTest {
    private static final String TEXT = "the widget is old";
    private static final Quote THERE = new Quote("log.0", 7, "widget");
    private static final Briefing.Offered MORE = new Briefing.Offered(
            "jvm-heap-oom",
            "the heap is full",
            new Remedy(Remedy.Action.RAISE_MEMORY, Map.of("setting", "jvm.heap"), Rung.ISOLATION, true, "", ""));
    private static final Briefing BRIEFING =
            new Briefing("jvm", "exit code 3", "", List.of(new Cited("log.0", 7, TEXT)), List.of(MORE));

    @Test
    void whatStandsInTheLogIsKept() {
        assertThat(taken("it is old", "jvm-heap-oom", "medium", THERE))
                .containsExactly(new Hypothesis(
                        "it is old", Confidence.MEDIUM, List.of(new Cited("log.0", 7, "widget")), Optional.of(MORE)));
    }

    @Test
    void oneLineThatIsNotThereDropsItWhole() {
        for (Quote wrong : List.of(
                new Quote("log.0", 8, "widget"),
                new Quote("log.1", 7, "widget"),
                new Quote("log.0", 7, "gadget"),
                new Quote("log.0", 7, "is"), // stands everywhere
                new Quote("log.0", 7, ""))) {
            assertThat(taken("it is old", "", "low", THERE, wrong))
                    .as("%s", wrong)
                    .isEmpty();
        }
        assertThat(taken("it is old", "", "low")).isEmpty();
        assertThat(taken("it is old", "", "low", Collections.nCopies(6, THERE).toArray(Quote[]::new)))
                .isEmpty();
    }

    /// Shown to the model, and gone when it is looked for.
    @Test
    void theLogItselfIsAsked() {
        Answer.Said said = said(new Supposition("it is old", List.of(THERE), "", "low"));
        SuppositionRules.Taken taken = SuppositionRules.taken(
                said,
                BRIEFING,
                quotes -> quotes.stream().map(_ -> Optional.<Cited>empty()).toList());
        assertThat(taken).isEqualTo(new SuppositionRules.Taken(List.of(), 1));
    }

    @Test
    void noneIsCertain() {
        for (String word : List.of("high", "certain", "LOW", "0.99", "")) {
            assertThat(taken("it is old", "", word, THERE)).as(word).isEmpty();
        }
    }

    @Test
    void aRemedyThatWasNotOfferedIsNone() {
        assertThat(taken("it is old", "rm -rf /", "low", THERE))
                .singleElement()
                .satisfies(it -> assertThat(it.remedy()).isEmpty());
    }

    @Test
    void aCauseIsPlainWordsAndFew() {
        assertThat(taken("[see](https://evil.example) `rm`\n\u001B[2J", "", "low", THERE))
                .singleElement()
                .satisfies(it -> assertThat(it.cause()).doesNotContain("[", "`", "://", "\n", "\u001B"));
        assertThat(taken("x".repeat(201), "", "low", THERE)).isEmpty();
        assertThat(taken("** !!", "", "low", THERE)).isEmpty();
    }

    @Test
    void threeAreKeptAndAllElseIsCounted() {
        Supposition good = new Supposition("it is old", List.of(THERE), "", "low");
        Answer.Said said = new Answer.Said(Collections.nCopies(50, good), 2);
        SuppositionRules.Taken taken = SuppositionRules.taken(said, BRIEFING, SuppositionRulesTest::find);
        assertThat(taken.hypotheses()).hasSize(SuppositionRules.HYPOTHESES_MAX);
        assertThat(taken.dropped()).isEqualTo(49);
    }

    private static List<Hypothesis> taken(String cause, String remedy, String confidence, Quote... lines) {
        Answer.Said said = said(new Supposition(cause, List.of(lines), remedy, confidence));
        return SuppositionRules.taken(said, BRIEFING, SuppositionRulesTest::find)
                .hypotheses();
    }

    private static Answer.Said said(Supposition supposition) {
        return new Answer.Said(List.of(supposition), 0);
    }

    private static List<Optional<Cited>> find(List<Quote> quotes) {
        return quotes.stream()
                .map(it -> Optional.of(it)
                        .filter(quote -> quote.file().equals("log.0") && quote.line() == 7)
                        .filter(quote -> TEXT.contains(quote.text()))
                        .map(quote -> new Cited(quote.file(), quote.line(), quote.text())))
                .toList();
    }
}
