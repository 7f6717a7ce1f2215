package io.levee.adapters.http;

import io.levee.facts.ReviewFact;
import io.levee.rooms.review.KnownReview;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One review as the API shows it.
///
/// @param change   what its author calls the change
/// @param decision `allow`, `hold` or `deny`
/// @param lets     whether the change may go on: allowed, or overridden by two people
/// @param risk     probability that the change will be undone or cause an incident
/// @param outcome  what became of it; null where nothing is known
record ReviewView(
        String id,
        String change,
        String digest,
        String decision,
        boolean lets,
        double risk,
        @Nullable String agent,
        @Nullable String person,
        String revision,
        String time,
        List<Team> teams,
        List<Finding> findings,
        int notReviewed,
        @Nullable Overriding overriding,
        @Nullable Outcome outcome) {
    /// @param reviewer the agent that reviews for it; null where its rules do alone
    /// @param model    what came of asking the reviewer's model; null where it has none
    record Team(
            String team,
            String state,
            @Nullable String reviewer,
            @Nullable String model) {}

    record Finding(String team, String rule, String severity, String file, int line) {}

    /// @param confirmedBy null while the second person is missing
    record Overriding(String proposedBy, @Nullable String confirmedBy, String reason) {}

    record Outcome(String outcome, String ref) {}

    static ReviewView of(KnownReview review) {
        ReviewFact.Decided decided = review.decided();
        return new ReviewView(
                decided.review().value(),
                decided.change(),
                decided.digest(),
                decided.decision().name().toLowerCase(Locale.ROOT),
                review.lets(),
                decided.riskPermille() / 1_000.0,
                decided.agent().map(Object::toString).orElse(null),
                decided.person().map(Object::toString).orElse(null),
                decided.revision(),
                review.at().toString(),
                decided.teams().stream().map(ReviewView::team).toList(),
                decided.findings().stream().map(ReviewView::finding).toList(),
                decided.notReviewed(),
                overriding(review),
                review.outcome()
                        .map(it -> new Outcome(it.outcome().name().toLowerCase(Locale.ROOT), it.ref()))
                        .orElse(null));
    }

    private static Team team(ReviewFact.Stated stated) {
        return new Team(
                stated.team().name(),
                stated.state(),
                stated.reviewer().map(Object::toString).orElse(null),
                stated.advice().orElse(null));
    }

    private static Finding finding(ReviewFact.Noted noted) {
        return new Finding(noted.team().name(), noted.rule(), noted.severity(), noted.file(), noted.line());
    }

    private static @Nullable Overriding overriding(KnownReview review) {
        if (review.overridden().isPresent()) {
            ReviewFact.Overridden done = review.overridden().get();
            return new Overriding(done.proposed().toString(), done.confirmed().toString(), done.reason());
        }
        return review.proposed()
                .map(it -> new Overriding(it.by().toString(), null, it.reason()))
                .orElse(null);
    }
}
