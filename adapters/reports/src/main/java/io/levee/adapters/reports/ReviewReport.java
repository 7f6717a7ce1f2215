package io.levee.adapters.reports;

import io.levee.catalog.AssetId;
import io.levee.change.Change;
import io.levee.identity.ActorId;
import io.levee.identity.TeamId;
import io.levee.knowledge.Citation;
import io.levee.rooms.review.Advised;
import io.levee.rooms.review.Finding;
import io.levee.rooms.review.Review;
import io.levee.rooms.review.ReviewDecision;
import io.levee.rooms.review.Separation;
import io.levee.rooms.review.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A review as scripts read it.
///
/// @param decision    `allow`, `hold` or `deny`; `overridden` where two people let it pass
/// @param risk        probability that the change will be undone or cause an incident
/// @param riskFrom    `history` where the risk was learnt from what became of earlier changes,
///                    `prior` where it is what every organisation begins with
/// @param reaches     ways from what the change describes to what it can alter besides
/// @param notReviewed what nobody looked at; a change that has any is never clean
public record ReviewReport(
        String decision,
        double risk,
        String riskFrom,
        List<AskedTeam> teams,
        List<Concern> findings,
        List<Unseen> notReviewed,
        List<List<String>> reaches) {
    private static final String OVERRIDDEN = "overridden";
    private static final Set<String> AGAINST = Set.of("unsatisfied", "waiting", "error");

    public ReviewReport {
        teams = List.copyOf(teams);
        findings = List.copyOf(findings);
        notReviewed = List.copyOf(notReviewed);
        reaches = reaches.stream().map(List::copyOf).toList();
    }

    /// @param why   each reason for asking the team, joined
    /// @param state `satisfied`, `unsatisfied`, `waiting`, `overridden`, `not-applicable` or
    ///              `error`
    /// @param asked how many of its rules had something to look at
    /// @param reviewer the agent that reviews for the team; empty where its rules do alone
    /// @param model    what came of asking the reviewer's model: `answered`, `late`, `over-budget`…;
    ///                 `no-model` where it has none
    /// @param apart    `apart`, or why the reviewer is not somebody else than the creator
    public record AskedTeam(
            String team, String why, String state, int asked, String reviewer, String model, String apart) {
        /// Without a reviewer.
        public AskedTeam(String team, String why, String state, int asked) {
            this(team, why, state, asked, "", Advised.Outcome.NO_MODEL.word(), Separation.APART.word());
        }
    }

    /// @param line from 1; 0 for the whole file
    /// @param also other teams that say the same
    public record Concern(
            String team,
            String rule,
            String severity,
            String file,
            int line,
            String message,
            List<Quoted> evidence,
            List<String> also) {
        public Concern {
            evidence = List.copyOf(evidence);
            also = List.copyOf(also);
        }
    }

    public record Quoted(String kind, String ref, String quote) {}

    public record Unseen(String file, String why) {}

    /// The same, once two people let the change pass: what was found stays to be seen.
    public ReviewReport overridden() {
        return new ReviewReport(
                OVERRIDDEN,
                risk,
                riskFrom,
                teams.stream()
                        .map(it -> AGAINST.contains(it.state())
                                ? new AskedTeam(it.team(), it.why(), OVERRIDDEN, it.asked())
                                : it)
                        .toList(),
                findings,
                notReviewed,
                reaches);
    }

    /// Whether the change may go on. What was not looked at is never a success by itself.
    public boolean passes() {
        return decision.equals(OVERRIDDEN) || (decision.equals("allow") && notReviewed.isEmpty());
    }

    public static ReviewReport of(ReviewDecision decision) {
        Review review = decision.review();
        return new ReviewReport(
                decision.word(),
                review.risk(),
                review.learntFrom() > 0 ? "history" : "prior",
                review.verdicts().stream().map(ReviewReport::asked).toList(),
                review.findings().stream().map(ReviewReport::concern).toList(),
                review.notReviewed().stream().map(ReviewReport::unseen).toList(),
                review.ways().stream()
                        .map(way -> way.stream().map(AssetId::toString).toList())
                        .toList());
    }

    private static AskedTeam asked(Verdict verdict) {
        List<String> why = new ArrayList<>(verdict.why());
        if (!verdict.failed().isEmpty()) {
            why.add("rules that could not be asked: " + String.join(", ", verdict.failed()));
        }
        why.add(verdict.separation().words());
        why.add(verdict.advised().words());
        return new AskedTeam(
                verdict.team().name(),
                why.stream().filter(it -> !it.isEmpty()).collect(Collectors.joining("; ")),
                verdict.state().word(),
                verdict.asked(),
                verdict.reviewer().map(ActorId::toString).orElse(""),
                verdict.advised().outcome().word(),
                verdict.separation().word());
    }

    private static Concern concern(Finding finding) {
        return new Concern(
                finding.team().name(),
                finding.rule(),
                finding.severity().word(),
                finding.file(),
                finding.line(),
                finding.message(),
                finding.evidence().stream().map(ReviewReport::quoted).toList(),
                finding.also().stream().map(TeamId::name).toList());
    }

    private static Quoted quoted(Citation citation) {
        return new Quoted(citation.kind(), citation.ref(), citation.quote());
    }

    private static Unseen unseen(Change.NotReviewed unseen) {
        return new Unseen(unseen.file(), unseen.why());
    }
}
