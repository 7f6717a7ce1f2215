package io.levee.rooms.review;

import io.levee.facts.ReviewId;
import java.util.Optional;

/// Where the evidence of reviews lies, for people to look at: the change, and what was said of it.
/// Nothing is decided from it; what it lost is shown no more. Thread-safe.
public interface ReviewShelf {
    ReviewShelf NONE = new ReviewShelf() {
        @Override
        public void keep(ReviewId review, ReviewRequest request, ReviewDecision decision) {}

        @Override
        public Optional<Shelved> find(ReviewId review) {
            return Optional.empty();
        }
    };

    /// Keeps it as well as it can; a failure is nobody's concern who waits for a decision.
    void keep(ReviewId review, ReviewRequest request, ReviewDecision decision);

    Optional<Shelved> find(ReviewId review);

    /// @param report what the review says, as JSON
    /// @param change the change, as JSON, without its secrets
    record Shelved(String report, String change) {}
}
