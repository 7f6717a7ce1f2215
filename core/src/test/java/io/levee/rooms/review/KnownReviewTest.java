package io.levee.rooms.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.catalog.Catalog;
import io.levee.catalog.PathPattern;
import io.levee.facts.ReviewFact;
import io.levee.facts.ReviewId;
import io.levee.identity.ActorId;
import io.levee.identity.TeamId;
import io.levee.knowledge.Knowledge;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class KnownReviewTest {
    private static final TeamId KAFKA = new TeamId("kafka");
    private static final TeamId WEB = new TeamId("web");
    private static final ReviewFact.Noted FLOOD = noted("no-floods", 1);

    @Test
    void anOverrideCoversTheSameAndLess() {
        KnownReview passed = overridden(review("d1", List.of(KAFKA), List.of(FLOOD), 1));
        assertThat(passed.covers(review("d1", List.of(KAFKA), List.of(FLOOD), 1)))
                .isTrue();
        assertThat(passed.covers(review("d1", List.of(), List.of(), 0))).isTrue();
    }

    @Test
    void anythingNewNeedsTwoPeopleAgain() {
        KnownReview passed = overridden(review("d1", List.of(KAFKA), List.of(FLOOD), 1));
        assertThat(passed.covers(review("d2", List.of(KAFKA), List.of(FLOOD), 1)))
                .as("another change")
                .isFalse();
        assertThat(passed.covers(review("d1", List.of(KAFKA, WEB), List.of(FLOOD), 1)))
                .as("another team")
                .isFalse();
        assertThat(passed.covers(review("d1", List.of(KAFKA), List.of(FLOOD, noted("no-floods", 2)), 1)))
                .as("another line")
                .isFalse();
        assertThat(passed.covers(review("d1", List.of(KAFKA), List.of(noted("later-rule", 1)), 1)))
                .as("another rule")
                .isFalse();
        assertThat(passed.covers(review("d1", List.of(KAFKA), List.of(FLOOD), 2)))
                .as("less was seen")
                .isFalse();
        assertThat(review("d1", List.of(KAFKA), List.of(FLOOD), 1)
                        .covers(review("d1", List.of(KAFKA), List.of(FLOOD), 1)))
                .as("nobody let it pass")
                .isFalse();
    }

    @Test
    void ownersOfTheRepositoryAreAskedBesides() {
        PathOwners house = path -> List.of(new PathOwners.Owner(KAFKA, false, "CODEOWNERS:1"));
        PathOwners both = house.and(path -> List.of(
                new PathOwners.Owner(WEB, false, "CODEOWNERS:9"), new PathOwners.Owner(KAFKA, false, "CODEOWNERS:1")));
        assertThat(both.of("a.txt")).extracting(PathOwners.Owner::team).containsExactly(KAFKA, WEB);
        Rulebook rulebook = new Rulebook(Catalog.EMPTY, house, List.of(), Knowledge.NONE, List.of(), KAFKA, List.of());
        assertThat(rulebook.in(new Repository(both, true)).owners().of("a.txt")).hasSize(2);
    }

    @Test
    void theOrganisationIsGuardedWhereItStands() {
        Guarded pipeline = new Guarded(PathPattern.gitHub("/.ci/"), Optional.empty(), "a pipeline");
        Guarded part = new Guarded(PathPattern.gitHub("/people.yaml"), Optional.of(KAFKA), "a part", true);
        Rulebook rulebook = new Rulebook(
                Catalog.EMPTY, PathOwners.NOBODY, List.of(), Knowledge.NONE, List.of(), KAFKA, List.of(pipeline, part));
        assertThat(rulebook.in(Repository.UNKNOWN).guarded()).containsExactly(pipeline, part);
        assertThat(rulebook.in(new Repository(PathOwners.NOBODY, false)).guarded())
                .containsExactly(pipeline);
    }

    private static ReviewFact.Noted noted(String rule, int line) {
        return new ReviewFact.Noted(KAFKA, rule, "high", "a.txt", line, "abcd");
    }

    private static KnownReview review(
            String digest, List<TeamId> against, List<ReviewFact.Noted> findings, int notReviewed) {
        return KnownReview.of(
                new ReviewFact.Decided(
                        new ReviewId("rev-1"),
                        "pull/7",
                        digest,
                        ReviewFact.Decision.DENY,
                        10,
                        Optional.empty(),
                        Optional.empty(),
                        "r1",
                        against.stream()
                                .map(it -> new ReviewFact.Stated(
                                        it, "unsatisfied", Optional.empty(), Optional.empty(), Optional.empty()))
                                .toList(),
                        findings,
                        notReviewed),
                Instant.EPOCH);
    }

    private static KnownReview overridden(KnownReview review) {
        return review.and(new ReviewFact.Overridden(
                review.decided().review(),
                Set.of(KAFKA),
                ActorId.person("cy"),
                ActorId.person("dee"),
                "the shop is down"));
    }
}
