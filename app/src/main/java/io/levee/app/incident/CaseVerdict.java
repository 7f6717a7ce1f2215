package io.levee.app.incident;

import io.levee.adapters.formats.KnownFormats;
import io.levee.app.review.OwnersOf;
import io.levee.app.review.Rulebooks;
import io.levee.change.Change;
import io.levee.identity.TeamId;
import io.levee.knowledge.Knowledge;
import io.levee.organisation.Organisation;
import io.levee.rooms.review.Creator;
import io.levee.rooms.review.Panel;
import io.levee.rooms.review.Review;
import io.levee.rooms.review.ReviewRequest;
import io.levee.rooms.review.ReviewState;
import io.levee.rooms.review.Verdict;
import java.util.List;
import java.util.Optional;

/// What a team's reviewer says of a case.
///
/// @param ok      whether it blocks what it must and lets pass what it must
/// @param causing the state of the team about the cause, `unsatisfied` where it blocks
/// @param fix     the state of the team about the fix
/// @param rules   those of the team that found something in the cause
/// @param why     what is wrong; empty where nothing is
record CaseVerdict(String team, String id, boolean ok, String causing, String fix, List<String> rules, String why) {
    CaseVerdict {
        rules = List.copyOf(rules);
    }

    /// The panel that judges cases: what the organisation knows now, without a repository.
    static Panel panel(Organisation organisation) {
        return new Panel(
                Rulebooks.of(organisation, OwnersOf.organisation(organisation), Knowledge.NONE, Optional.empty()),
                new KnownFormats());
    }

    static CaseVerdict of(ReviewCase it, Panel panel) {
        Review causing = review(it, it.causing(), panel);
        Review fix = review(it, it.fix(), panel);
        ReviewState blocked = state(causing, it.team());
        ReviewState passed = state(fix, it.team());
        List<String> rules = rules(causing, it.team());
        String why = why(blocked, passed, rules, rules(fix, it.team()));
        return new CaseVerdict(it.team().name(), it.id(), why.isEmpty(), blocked.word(), passed.word(), rules, why);
    }

    private static String why(ReviewState blocked, ReviewState passed, List<String> rules, List<String> onFix) {
        if (blocked == ReviewState.ERROR || passed == ReviewState.ERROR) {
            return "a rule could not tell: correct it";
        }
        if (blocked != ReviewState.UNSATISFIED && blocked != ReviewState.WAITING) {
            return rules.isEmpty()
                    ? "nothing of the team's finds the change that caused it: write a rule that does"
                    : "%s only speaks: give it `severity: high`, or write one that may block".formatted(shown(rules));
        }
        return passed.lets() ? "" : "%s blocks its fix, too: make the rule narrower".formatted(shown(onFix));
    }

    private static String shown(List<String> rules) {
        return rules.isEmpty() ? "the team" : "`%s`".formatted(String.join("`, `", rules));
    }

    private static Review review(ReviewCase it, Change change, Panel panel) {
        return panel.review(new ReviewRequest(it.id(), change, it.contents(), Creator.UNKNOWN))
                .review();
    }

    private static ReviewState state(Review review, TeamId team) {
        return review.verdicts().stream()
                .filter(verdict -> verdict.team().equals(team))
                .map(Verdict::state)
                .findFirst()
                .orElse(ReviewState.NOT_APPLICABLE);
    }

    private static List<String> rules(Review review, TeamId team) {
        return review.findings().stream()
                .filter(it -> it.team().equals(team) || it.also().contains(team))
                .map(it -> it.rule())
                .distinct()
                .toList();
    }
}
