package io.levee.rooms.review;

import io.levee.identity.TeamId;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/// Joins a review with what models added. Nothing here takes anything away.
///
/// INVARIANT I4: whatever the models said, the decision and each team's state is at least as
/// strict as without them, the risk is the same, and every finding of a rule is there, in its
/// place.
final class StricterRules {
    private StricterRules() {}

    /// What one team's model added.
    record Added(Advised advised, List<Finding> findings) {
        Added {
            findings = List.copyOf(findings);
        }

        static Added nothing(Advised advised) {
            return new Added(advised, List.of());
        }
    }

    static ReviewDecision joined(ReviewDecision without, SortedMap<TeamId, Added> added) {
        Review review = without.review();
        List<Finding> findings = new ArrayList<>(review.findings());
        added.values().forEach(it -> findings.addAll(it.findings()));
        ReviewDecision with = JoinRules.decide(new Review(
                review.risk(),
                review.learntFrom(),
                review.verdicts().stream()
                        .map(it -> verdict(it, added.getOrDefault(it.team(), Added.nothing(it.advised()))))
                        .toList(),
                findings,
                review.notReviewed(),
                review.ways()));
        return strictness(with) >= strictness(without) ? with : without;
    }

    /// A model never blocks by itself: where what it says would, a person of the team looks.
    private static Verdict verdict(Verdict verdict, Added added) {
        Verdict said = verdict.with(added.advised());
        return added.findings().stream().anyMatch(Finding::blocks) ? said.in(waiting(verdict.state())) : said;
    }

    private static ReviewState waiting(ReviewState state) {
        return switch (state) {
            case SATISFIED, NOT_APPLICABLE, WAITING -> ReviewState.WAITING;
            case ERROR, UNSATISFIED -> state;
            case OVERRIDDEN -> state; // two people have looked
        };
    }

    private static int strictness(ReviewDecision decision) {
        return switch (decision) {
            case ReviewDecision.Allow _ -> 0;
            case ReviewDecision.Hold _ -> 1;
            case ReviewDecision.Deny _ -> 2;
        };
    }
}
