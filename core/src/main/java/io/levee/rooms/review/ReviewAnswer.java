package io.levee.rooms.review;

import io.levee.facts.ReviewId;

/// What whoever asked at the door gets.
public sealed interface ReviewAnswer {
    /// The change was judged, and that is durable.
    record Judged(ReviewId review, ReviewDecision decision) implements ReviewAnswer {}

    /// One person wants it to pass; another one must agree.
    record Proposed(ReviewId review) implements ReviewAnswer {}

    /// Two people let it pass.
    record Overridden(ReviewId review) implements ReviewAnswer {}

    /// What became of the change is recorded.
    record Told(ReviewId review) implements ReviewAnswer {}

    record Refused(ReviewRefusal refusal, String detail) implements ReviewAnswer {}
}
