package io.levee.rooms.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.levee.catalog.Catalog;
import io.levee.change.Change;
import io.levee.change.ChangedFile;
import io.levee.change.Contents;
import io.levee.change.UnifiedDiff;
import io.levee.identity.TeamId;
import io.levee.knowledge.Citation;
import io.levee.knowledge.Knowledge;
import io.levee.knowledge.Severity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What history teaches the reviewers.
final class LearntTest {
    private static final TeamId PLATFORM = new TeamId("platform");
    private static final String NEWEST = "4f2a91c0".repeat(5);

    @Test
    void aFileThatUsuallyChangesTooIsMissed() {
        Review review = review(diff("api.proto"), together("api.proto", "client.ts", 9, 10));
        assertThat(review.findings()).singleElement().satisfies(it -> {
            assertThat(it.rule()).isEqualTo("co-change");
            assertThat(it.severity()).isEqualTo(Severity.LOW);
            assertThat(it.file()).isEqualTo("api.proto");
            assertThat(it.message()).contains("`client.ts`");
            assertThat(it.evidence())
                    .containsExactly(
                            new Citation("diff", "api.proto:1", "one"),
                            new Citation(
                                    "history",
                                    NEWEST,
                                    "9 of 10 commits that changed `api.proto` changed `client.ts` too"));
        });
    }

    @Test
    void onlyTheSurestIsSaid() {
        Review review = review(
                diff("a"), together("a", "likely", 9, 10), together("a", "sure", 7, 7), together("a", "too", 7, 7));
        assertThat(review.findings())
                .singleElement()
                .satisfies(it -> assertThat(it.message()).contains("`sure`"));
    }

    @Test
    void whatIsRareOrUnsureOrInTheChangeIsNotMissed() {
        assertThat(review(diff("a"), together("a", "b", 5, 5)).findings()).isEmpty();
        assertThat(review(diff("a"), together("a", "b", 8, 10)).findings()).isEmpty();
        assertThat(review(diff("a") + diff("b"), together("a", "b", 9, 9)).findings())
                .isEmpty();
        assertThat(review(diff("a"), together("b", "c", 9, 9)).findings()).isEmpty();
    }

    @Test
    void whatFollowsFromOthersNeedsMore() {
        for (String follows : List.of(
                "package-lock.json",
                "web/yarn.lock",
                "CHANGELOG.md",
                "docs/CHANGES",
                "README.md",
                "go.sum",
                "t/a.snap")) {
            assertThat(review(diff("a"), together("a", follows, 9, 9)).findings())
                    .as(follows)
                    .isEmpty();
            assertThat(review(diff("a"), together("a", follows, 12, 12)).findings())
                    .as(follows)
                    .hasSize(1);
            assertThat(review(diff(follows), together(follows, "a", 12, 12)).findings())
                    .as(follows)
                    .isEmpty();
        }
    }

    @Test
    void aCountThatHistoryDoesNotHaveIsNoEvidence() {
        ReviewRequest request = request(diff("a") + diff("c"));
        CitationRules rules = new CitationRules(
                request, Map.of(), Map.of(), List.of(together("a", "b", 9, 10), together("a", "c", 9, 10)));
        assertThat(rules.hold(counted(NEWEST, "9 of 10 commits that changed `a` changed `b` too")))
                .isTrue();
        assertThat(rules.hold(counted(NEWEST, "10 of 10 commits that changed `a` changed `b` too")))
                .isFalse();
        assertThat(rules.hold(counted(NEWEST, "9 of 11 commits that changed `a` changed `b` too")))
                .isFalse();
        assertThat(rules.hold(counted(NEWEST, "9 of 10 commits that changed `a` changed `d` too")))
                .isFalse();
        assertThat(rules.hold(counted(NEWEST, "9 of 10 commits that changed `a` changed `c` too")))
                .as("`c` is in the change")
                .isFalse();
        assertThat(rules.hold(counted("0".repeat(40), "9 of 10 commits that changed `a` changed `b` too")))
                .isFalse();
        assertThat(rules.hold(counted(NEWEST, "the author says it is fine"))).isFalse();
    }

    @Test
    void withoutHistoryTheRiskIsThatOfThePrior() {
        Review review = review(diff("src/a"));
        double z = -3.4 + 0.18 * Math.log1p(2) + 0.15 * Math.log1p(1) + 0.12 * Math.log1p(1) + 0.10 * 0.5;
        assertThat(review.risk()).isCloseTo(1 / (1 + Math.exp(-z)), within(1e-4));
        assertThat(review.learntFrom()).isZero();
    }

    @Test
    void whatBecameOfChangesMovesTheRisk() {
        ReviewRequest request = request(diff("a"));
        Review before = review(request, Learnt.NOTHING);
        RiskMeasures measures = RiskMeasures.of(request, before);
        RiskModel calm = RiskModel.PRIOR;
        RiskModel wild = RiskModel.PRIOR;
        for (int i = 0; i < 100; i++) {
            calm = calm.learn(measures, false);
            wild = wild.learn(measures, i % 2 == 0);
        }
        assertThat(review(request, new Learnt(List.of(), calm)).risk()).isLessThan(before.risk());
        Review risky = review(request, new Learnt(List.of(), wild));
        assertThat(risky.risk()).isCloseTo(0.5, within(0.1));
        assertThat(risky.learntFrom()).isEqualTo(100);
    }

    @Test
    void measuresThatAreNotKnownChangeNothing() {
        ReviewRequest request = request(diff("a"));
        RiskMeasures known = RiskMeasures.of(
                new ReviewRequest(
                        "x", request.change(), Contents.UNKNOWN, Creator.UNKNOWN, new Past(10, 1, 3, 5, 2, 8, 8, 8)),
                review(request, Learnt.NOTHING));
        RiskMeasures unknown = RiskMeasures.of(request, review(request, Learnt.NOTHING));
        assertThat(RiskModel.PRIOR.risk(known)).isEqualTo(RiskModel.PRIOR.risk(unknown));
    }

    private static Finding counted(String ref, String quote) {
        return new Finding(
                PLATFORM,
                "co-change",
                Severity.LOW,
                "a",
                1,
                "",
                List.of(new Citation("diff", "a:1", "one"), new Citation("history", ref, quote)));
    }

    private static CoChange together(String file, String other, int both, int alone) {
        return new CoChange(file, other, both, alone, NEWEST);
    }

    private static String diff(String path) {
        return "diff --git a/%s b/%s\n--- a/%s\n+++ b/%s\n@@ -1 +1 @@\n-zero\n+one\n".formatted(path, path, path, path);
    }

    private static ReviewRequest request(String diff) {
        Change change = UnifiedDiff.read(diff);
        assertThat(change.files()).extracting(ChangedFile::kind).containsOnly(ChangedFile.Kind.MODIFIED);
        return new ReviewRequest("x", change, Contents.UNKNOWN, Creator.UNKNOWN);
    }

    private static Review review(String diff, CoChange... together) {
        return review(request(diff), new Learnt(List.of(together), RiskModel.PRIOR));
    }

    private static Review review(ReviewRequest request, Learnt learnt) {
        Rulebook rulebook = new Rulebook(
                Catalog.EMPTY, PathOwners.NOBODY, List.of(), Knowledge.NONE, List.of(), PLATFORM, List.of());
        return new Panel(rulebook.with(learnt), (_, _) -> Optional.empty())
                .review(request)
                .review();
    }
}
