package io.levee.rooms.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.facts.ReviewFact;
import io.levee.facts.ReviewFact.Outcome;
import io.levee.facts.ReviewId;
import io.levee.identity.ActorId;
import io.levee.identity.TeamId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// `seer` says what will happen, `sleeper` lets everything pass.
final class ReviewScoresTest {
    private static final TeamId SEER = new TeamId("seer");
    private static final TeamId SLEEPER = new TeamId("sleeper");

    private static final List<Outcome> OUTCOMES = List.of(Outcome.values());

    private int ids;

    @Test
    void whoTellsWhatWillHappenCountsForMore() {
        List<KnownReview> reviews = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            boolean bad = i % 5 == 0;
            reviews.add(turned(
                    bad ? Outcome.REVERTED : Outcome.STAYED,
                    stated(SEER, bad ? "unsatisfied" : "satisfied", bad ? 900 : 50),
                    stated(SLEEPER, "satisfied", 50)));
        }
        ReviewScores scores = ReviewScores.of(reviews);
        assertThat(scores.reviewers()).extracting(ReviewScores.OfReviewer::team).containsExactly(SEER, SLEEPER);
        assertThat(scores.reviewers())
                .extracting(ReviewScores.OfReviewer::escaped)
                .containsExactly(0, 40);
        assertThat(scores.weights().of(SEER)).isGreaterThan(1.5);
        assertThat(scores.weights().of(SLEEPER)).isLessThan(0.7);
    }

    @Test
    void fewReviewsNeverTopTheTable() {
        List<KnownReview> reviews = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            boolean bad = i % 5 == 0;
            reviews.add(turned(
                    bad ? Outcome.INCIDENT : Outcome.STAYED,
                    stated(SEER, bad ? "unsatisfied" : "satisfied", bad ? 700 : 100)));
        }
        reviews.add(turned(Outcome.STAYED, stated(SLEEPER, "satisfied", 0)));
        ReviewScores scores = ReviewScores.of(reviews);
        assertThat(scores.reviewers().getFirst().team()).isEqualTo(SEER);
        assertThat(scores.weights().of(SLEEPER)).isBetween(0.9, 1.1);
    }

    @Test
    void whereNothingIsKnownEverybodyCountsTheSame() {
        assertThat(ReviewScores.of(List.of(decided(stated(SEER, "satisfied", 50))))
                        .weights())
                .isEqualTo(Weights.NEUTRAL_FOR_ALL);
        KnownReview perfect = turned(Outcome.STAYED, stated(SEER, "satisfied", 0));
        assertThat(ReviewScores.of(List.of(perfect)).weights().of(SEER)).isEqualTo(1);
    }

    @Test
    void aFindingIsCalledNotUsefulOnceHoweverManyCallItThat() {
        KnownReview review = decided(stated(SEER, "satisfied", 50));
        KnownReview told = review.and(word(review, "noisy", "place-1", "ana"))
                .and(word(review, "noisy", "place-1", "ana"))
                .and(word(review, "noisy", "place-1", "bo"))
                .and(word(review, "never-said", "place-1", "ana"));
        assertThat(told.notUseful()).hasSize(2);
        assertThat(ReviewScores.of(List.of(told)).rules()).satisfiesExactly(rule -> {
            assertThat(rule.rule()).isEqualTo("noisy");
            assertThat(rule.shown()).isEqualTo(1);
            assertThat(rule.notUseful()).isEqualTo(1);
        });
    }

    @Test
    void noHistoryMakesAWeightNothingOrEverything() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int run = 0; run < 500; run++) {
            List<KnownReview> reviews = new ArrayList<>();
            for (int i = random.nextInt(60); i > 0; i--) {
                Outcome outcome = OUTCOMES.get(random.nextInt(OUTCOMES.size()));
                reviews.add(turned(outcome, stated(random, SEER), stated(random, SLEEPER)));
            }
            ReviewScores scores = ReviewScores.of(reviews);
            assertThat(scores.reviewers())
                    .as("seed %d, run %d", seed, run)
                    .allSatisfy(it -> assertThat(it.weight()).isBetween(WeightRules.LEAST, 1 - WeightRules.LEAST));
        }
    }

    private static ReviewFact.Stated stated(TeamId team, String state, int permille) {
        return new ReviewFact.Stated(team, state, Optional.of(permille), Optional.empty(), Optional.empty());
    }

    private static ReviewFact.Stated stated(Random random, TeamId team) {
        return stated(team, random.nextBoolean() ? "satisfied" : "unsatisfied", random.nextInt(3) * 500);
    }

    private KnownReview turned(Outcome outcome, ReviewFact.Stated... teams) {
        KnownReview review = decided(teams);
        return review.and(new ReviewFact.Turned(review.decided().review(), outcome, ""));
    }

    private KnownReview decided(ReviewFact.Stated... teams) {
        ids++;
        return KnownReview.of(
                new ReviewFact.Decided(
                        new ReviewId("rev-" + ids),
                        "change",
                        "00",
                        ReviewFact.Decision.ALLOW,
                        100,
                        Optional.empty(),
                        Optional.of(ActorId.person("ana")),
                        "r1",
                        List.of(teams),
                        List.of(new ReviewFact.Noted(SEER, "noisy", "low", "a.txt", 1, "00")),
                        0),
                Instant.EPOCH);
    }

    private static ReviewFact.NotUseful word(KnownReview review, String rule, String place, String by) {
        return new ReviewFact.NotUseful(review.decided().review(), SEER, rule, place, Optional.of(ActorId.person(by)));
    }
}
