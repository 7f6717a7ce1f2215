package io.levee.rooms.review;

import io.levee.identity.Chain;
import java.util.Optional;

/// Who may say what became of a change: a person who administers Levee and did not make it. Pure.
final class OutcomeRules {
    private OutcomeRules() {}

    static Optional<ReviewRefusal> refusal(KnownReview review, Chain actor, boolean administrator) {
        boolean made = review.decided().person().filter(actor.person()::equals).isPresent();
        return administrator && actor.agents().isEmpty() && !made
                ? Optional.empty()
                : Optional.of(ReviewRefusal.OUTCOME_NOT_PERMITTED);
    }
}
