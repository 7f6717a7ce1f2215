package io.levee.app.review.backtest;

import io.levee.rooms.review.ReviewDecision;
import java.util.Optional;

/// One replayed change.
///
/// @param bad   what became of it; empty where nobody said
/// @param nanos that the review took, with reading the change
record Judged(String commit, ReviewDecision decision, Optional<Boolean> bad, long nanos) {
    boolean isBad() {
        return bad.orElse(false);
    }

    boolean isClean() {
        return bad.filter(it -> !it).isPresent();
    }

    boolean isBlocked() {
        return decision instanceof ReviewDecision.Deny;
    }
}
