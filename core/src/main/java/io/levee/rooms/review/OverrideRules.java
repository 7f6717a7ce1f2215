package io.levee.rooms.review;

import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import java.util.Optional;

/// Who may let a change pass that reviewers did not: two people, neither of whom made it. Pure.
final class OverrideRules {
    private OverrideRules() {}

    /// Why this person may not; empty where they may.
    ///
    /// @param permitted whether policies let the person override each team that does not agree
    static Optional<ReviewRefusal> refusal(Optional<KnownReview> found, Chain actor, boolean permitted) {
        if (found.isEmpty()) {
            return Optional.of(ReviewRefusal.REVIEW_UNKNOWN);
        }
        KnownReview review = found.get();
        if (review.lets()) {
            return Optional.of(ReviewRefusal.OVERRIDE_NOT_NEEDED);
        }
        if (!permitted || !actor.agents().isEmpty()) {
            return Optional.of(ReviewRefusal.OVERRIDE_NOT_PERMITTED);
        }
        ActorId person = actor.person();
        if (review.decided().person().filter(person::equals).isPresent()) {
            return Optional.of(ReviewRefusal.OVERRIDE_BY_CREATOR);
        }
        return review.proposed().filter(it -> it.by().equals(person)).isPresent()
                ? Optional.of(ReviewRefusal.OVERRIDE_NEEDS_ANOTHER_PERSON)
                : Optional.empty();
    }
}
