package io.levee.rooms.review;

import io.levee.facts.ReviewFact;
import io.levee.identity.TeamId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// One review as the ledger knows it.
///
/// @param outcome   the latest that is known of what became of the change
/// @param notUseful the first [#NOT_USEFUL_MAX] words against its findings; one of each person for
///                  each finding
public record KnownReview(
        ReviewFact.Decided decided,
        Instant at,
        Optional<ReviewFact.OverrideProposed> proposed,
        Optional<ReviewFact.Overridden> overridden,
        Optional<ReviewFact.Turned> outcome,
        List<ReviewFact.NotUseful> notUseful) {
    static final int NOT_USEFUL_MAX = 200;

    public KnownReview {
        notUseful = List.copyOf(notUseful);
    }

    static KnownReview of(ReviewFact.Decided decided, Instant at) {
        return new KnownReview(decided, at, Optional.empty(), Optional.empty(), Optional.empty(), List.of());
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

    /// Whether it is known that the change was undone or caused an incident.
    boolean isUndone() {
        return outcome.filter(it -> it.outcome() != ReviewFact.Outcome.STAYED).isPresent();
    }

    /// Whether what two people let pass here is all that a later review of the same change has
    /// against it. Anything new needs two people again.
    public boolean covers(KnownReview later) {
        return overridden.isPresent()
                && decided.digest().equals(later.decided.digest())
                && overridden.get().teams().containsAll(later.against())
                && decided.findings().containsAll(later.decided.findings())
                && decided.notReviewed() >= later.decided.notReviewed();
    }

    KnownReview and(ReviewFact later) {
        return switch (later) {
            case ReviewFact.OverrideProposed it ->
                new KnownReview(decided, at, proposed.or(() -> Optional.of(it)), overridden, outcome, notUseful);
            case ReviewFact.Overridden it ->
                new KnownReview(decided, at, proposed, overridden.or(() -> Optional.of(it)), outcome, notUseful);
            case ReviewFact.Turned it -> new KnownReview(decided, at, proposed, overridden, Optional.of(it), notUseful);
            case ReviewFact.NotUseful it -> with(it);
            case ReviewFact.Decided _ -> this;
        };
    }

    /// A finding that this review did not have is nobody's to judge.
    private KnownReview with(ReviewFact.NotUseful word) {
        boolean had = decided.findings().stream()
                .anyMatch(it -> it.team().equals(word.team()) && it.rule().equals(word.rule()));
        if (!had || notUseful.contains(word) || notUseful.size() == NOT_USEFUL_MAX) {
            return this;
        }
        List<ReviewFact.NotUseful> more = new ArrayList<>(notUseful);
        more.add(word);
        return new KnownReview(decided, at, proposed, overridden, outcome, more);
    }
}
