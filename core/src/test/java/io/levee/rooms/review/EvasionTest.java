package io.levee.rooms.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.catalog.Asset;
import io.levee.catalog.AssetId;
import io.levee.catalog.Catalog;
import io.levee.change.Change;
import io.levee.change.ChangedFile;
import io.levee.change.Contents;
import io.levee.change.Hunk;
import io.levee.change.Line;
import io.levee.change.StructuredChange;
import io.levee.change.Structures;
import io.levee.identity.TeamId;
import io.levee.knowledge.Conditions;
import io.levee.knowledge.Conditions.Answer;
import io.levee.knowledge.Guardrail;
import io.levee.knowledge.Guardrail.AppliesTo;
import io.levee.knowledge.Guardrail.Each;
import io.levee.knowledge.Knowledge;
import io.levee.knowledge.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// Changes whose authors know how reviewers work.
final class EvasionTest {
    private static final TeamId KAFKA = new TeamId("kafka");
    private static final TeamId OTHER = new TeamId("other");
    private static final TeamId GATE = new TeamId("platform");
    private static final Structures NO_FORMAT = (_, _) -> Optional.empty();

    @Test
    void manySmallSlipsDoNotHideTheLineThatBlocks() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            lines.add("word" + i + "\u200b"); // invisible: does not block
        }
        lines.add("if (admin\u202e) {"); // turns the line around: blocks
        ReviewDecision decision = panel(NO_FORMAT).review(request(file("a.java", lines)));
        assertThat(decision).isInstanceOf(ReviewDecision.Deny.class);
    }

    @Test
    void aPathThatComesTwiceIsJudgedTwice() {
        ChangedFile bad = file("a.txt", List.of("flood"));
        ChangedFile good = file("a.txt", List.of("calm"));
        Panel panel = panel(NO_FORMAT, line("flood", KAFKA, Severity.HIGH));
        assertThat(panel.review(request(bad, good))).isInstanceOf(ReviewDecision.Deny.class);
        assertThat(panel.review(request(good, bad))).isInstanceOf(ReviewDecision.Deny.class);
    }

    @Test
    void aMessageThatRepeatsTheChangeRepeatsNoSecret() {
        String secret = "Tr0ub4dor" + "@&3xyQ";
        ChangedFile file = file("a.properties", List.of("password = \"" + secret + "\""));
        Conditions telling = new Conditions() {
            @Override
            public Compiled compile(String expression) {
                return new Compiled.Ready(_ -> Answer.YES);
            }

            @Override
            public Wording word(String text) {
                return new Wording.Ready(asked ->
                        "`%s` is set".formatted(asked.line().orElseThrow().text()));
            }
        };
        Rulebook rulebook =
                rulebook(Knowledge.NONE, Reviewer.of(KAFKA, List.of(guardrail(KAFKA, "set", Severity.LOW)), telling));
        Review review = new Panel(rulebook, NO_FORMAT).review(request(file)).review();
        assertThat(review.findings()).extracting(Finding::rule).contains("set");
        assertThat(review.toString()).doesNotContain(secret);
    }

    @Test
    void aFileThatNoReaderCouldReadIsNeverClean() {
        for (String why : List.of(
                "this file could not be read (StackOverflowError)",
                "before: line 1: no end; after: line 1: no end",
                "after: more than 2 characters: split the file")) {
            Structures failing = (_, _) -> Optional.of(new StructuredChange("yaml", false, why, List.of()));
            assertThat(panel(failing).review(request(file("a.yaml", List.of("a: 1")))))
                    .as(why)
                    .isInstanceOf(ReviewDecision.Hold.class);
        }
        Structures fixed =
                (_, _) -> Optional.of(new StructuredChange("yaml", false, "before: line 1: no end", List.of()));
        assertThat(panel(fixed).review(request(file("a.yaml", List.of("a: 1")))))
                .as("it was mended")
                .isInstanceOf(ReviewDecision.Allow.class);
    }

    @Test
    void aTeamWhoseFindingsAreNotListedAnyMoreBlocksAllTheSame() {
        List<ChangedFile> files = new ArrayList<>();
        for (int i = 0; i < Finding.FINDINGS_MAX; i++) {
            files.add(file("a%03d.txt".formatted(i), List.of("flood")));
        }
        files.add(file("z.txt", List.of("last")));
        Panel panel = panel(NO_FORMAT, line("flood", KAFKA, Severity.CRITICAL), line("last", OTHER, Severity.HIGH));
        ReviewDecision decision = panel.review(request(files.toArray(ChangedFile[]::new)));
        assertThat(decision)
                .isInstanceOfSatisfying(
                        ReviewDecision.Deny.class, it -> assertThat(it.by()).containsExactly(KAFKA, OTHER));
        assertThat(decision.review().findings()).hasSize(Finding.FINDINGS_MAX);
    }

    @Test
    void aChangeOfManyAssetsAsksForFewPrecedents() {
        AtomicInteger searches = new AtomicInteger();
        Knowledge counting = new Knowledge() {
            @Override
            public List<Hit> search(Set<TeamId> teams, String text, int max) {
                searches.incrementAndGet();
                return List.of();
            }

            @Override
            public void close() {}
        };
        List<ChangedFile> files = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            files.add(file("topic%d.yaml".formatted(i), List.of("a: 1")));
        }
        AssetId topic = AssetId.parse("topic:orders");
        Structures topics = (_, _) -> Optional.of(new StructuredChange(
                "kafka-topic",
                false,
                "",
                List.of(new StructuredChange.Part("topic", "orders", List.of(topic), null, null, 0, 1, List.of()))));
        new Panel(rulebook(counting), topics).review(request(files.toArray(ChangedFile[]::new)));
        assertThat(searches.get()).isPositive().isLessThanOrEqualTo(PrecedentRules.SEARCHES_MAX);
    }

    private static Reviewer line(String text, TeamId team, Severity severity) {
        Predicate<String> is = text::equals;
        Conditions conditions = _ -> new Conditions.Compiled.Ready(
                asked -> is.test(asked.line().orElseThrow().text()) ? Answer.YES : Answer.NO);
        return Reviewer.of(team, List.of(guardrail(team, "no-" + text, severity)), conditions);
    }

    private static Guardrail guardrail(TeamId team, String id, Severity severity) {
        return new Guardrail(
                id,
                team,
                severity,
                "this is wrong",
                "",
                List.of(),
                new AppliesTo(List.of(), Set.of(), Set.of(), List.of()),
                Each.LINE,
                "true",
                List.of());
    }

    private static Panel panel(Structures structures, Reviewer... reviewers) {
        return new Panel(rulebook(Knowledge.NONE, reviewers), structures);
    }

    private static Rulebook rulebook(Knowledge knowledge, Reviewer... reviewers) {
        Asset topic = new Asset(AssetId.parse("topic:orders"), KAFKA, "", Set.of(), Set.of(), Set.of(), Set.of());
        return new Rulebook(
                new Catalog(List.of(), List.of(topic), List.of()),
                PathOwners.NOBODY,
                List.of(reviewers),
                knowledge,
                List.of(),
                GATE,
                List.of());
    }

    private static ReviewRequest request(ChangedFile... files) {
        return new ReviewRequest("test", new Change(List.of(files), List.of()), Contents.UNKNOWN, Creator.UNKNOWN);
    }

    private static ChangedFile file(String path, List<String> texts) {
        List<Line> lines = new ArrayList<>();
        texts.forEach(text -> lines.add(new Line(Line.Kind.ADDED, 0, lines.size() + 1, text, true)));
        ChangedFile.Body body = new ChangedFile.Body.Text(List.of(new Hunk(0, 0, 1, lines.size(), lines)));
        return new ChangedFile(ChangedFile.Kind.ADDED, path, path, "", "100644", body);
    }
}
