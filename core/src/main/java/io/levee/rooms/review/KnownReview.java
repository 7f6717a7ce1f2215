package io.levee.rooms.review;

import io.levee.facts.ReviewFact;
import io.levee.identity.TeamId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// One review as the ledger knows it.
///
/// @param outcome the latest that is known of what became of the change
public record KnownReview(
        ReviewFact.Decided decided,
        Instant at,
        Optional<ReviewFact.OverrideProposed> proposed,
        Optional<ReviewFact.Overridden> overridden,
        Optional<ReviewFact.Turned> outcome) {
    static KnownReview of(ReviewFact.Decided decided, Instant at) {
        return new KnownReview(decided, at, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// Whether the change may go on.
    public boolean lets() {
        return decided.decision() == ReviewFact.Decision.ALLOW || overridden.isPresent();
    }

    /// The teams that do not agree.
    public Set<TeamId> against() {
        return decided.teams().stream()
                .filter(it -> !ReviewState.of(it.state()).lets())
                .map(ReviewFact.Stated::team)
                .collect(Collectors.toUnmodifiableSet());
    }

    KnownReview and(ReviewFact later) {
        return switch (later) {
            case ReviewFact.OverrideProposed it ->
                new KnownReview(decided, at, proposed.or(() -> Optional.of(it)), overridden, outcome);
            case ReviewFact.Overridden it ->
                new KnownReview(decided, at, proposed, overridden.or(() -> Optional.of(it)), outcome);
            case ReviewFact.Turned it -> new KnownReview(decided, at, proposed, overridden, Optional.of(it));
            case ReviewFact.Decided _, ReviewFact.NotUseful _ -> this;
        };
    }
}
