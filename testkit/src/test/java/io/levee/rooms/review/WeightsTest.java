package io.levee.rooms.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.identity.TeamId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// However good or bad reviewers were, it is the risk alone that it moves.
final class WeightsTest {
    private static final int RUNS = 300;

    @Test
    void noWeightMakesADecisionMoreLenient() {
        long seed = new Random().nextLong();
        boolean moved = false;
        for (int run = 0; run < RUNS; run++) {
            Random random = new Random(seed + run);
            RandomReview some = new RandomReview(random);
            Panel panel = some.panel();
            ReviewDecision plain = panel.review(some.request());
            ReviewDecision weighed = panel.review(some.request().weighed(weights(random, plain.review())));
            assertThat(weighed.getClass()).as("seed %d", seed + run).isEqualTo(plain.getClass());
            assertThat(weighed.review().verdicts())
                    .as("seed %d", seed + run)
                    .isEqualTo(plain.review().verdicts());
            assertThat(weighed.review().findings())
                    .as("seed %d", seed + run)
                    .isEqualTo(plain.review().findings());
            moved |= weighed.review().risk() != plain.review().risk();
        }
        assertThat(moved).as("seed %d", seed).isTrue();
    }

    private static Weights weights(Random random, Review review) {
        Map<TeamId, Double> weights = new HashMap<>();
        List<TeamId> teams = review.verdicts().stream().map(Verdict::team).toList();
        teams.forEach(it -> weights.put(it, random.nextDouble()));
        return new Weights(weights);
    }
}
