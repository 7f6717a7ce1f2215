package io.levee.facts;

import io.levee.identity.ActorId;
import io.levee.identity.TeamId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What reviewers said of changes, and what became of those.
public sealed interface ReviewFact extends Fact {
    ReviewId review();

    /// Reviewers judged a change. What the change says is not here: its digest finds it again
    /// (I12).
    ///
    /// @param change      what its author calls it: a commit, a pull request
    /// @param digest      SHA-256 of the change as it was judged, hex
    /// @param riskPermille probability that it will be undone or cause an incident, in
    ///                     thousandths
    /// @param agent       who wrote it
    /// @param person      whom that acted for
    /// @param revision    of the organisation that judged
    /// @param notReviewed files and pieces that nobody looked at
    record Decided(
            ReviewId review,
            String change,
            String digest,
            Decision decision,
            int riskPermille,
            Optional<ActorId> agent,
            Optional<ActorId> person,
            String revision,
            List<Stated> teams,
            List<Noted> findings,
            int notReviewed)
            implements ReviewFact {
        public Decided {
            teams = List.copyOf(teams);
            findings = List.copyOf(findings);
        }
    }

    /// A person wants to let a change pass that reviewers did not; of no effect until another one
    /// agrees.
    record OverrideProposed(ReviewId review, ActorId by, String reason) implements ReviewFact {}

    /// Two people took it upon themselves to let a change pass that these teams' reviewers did not.
    record Overridden(ReviewId review, Set<TeamId> teams, ActorId proposed, ActorId confirmed, String reason)
            implements ReviewFact {
        public Overridden {
            teams = Set.copyOf(teams);
        }
    }

    /// What became of a change; a later one of these replaces an earlier one.
    ///
    /// @param ref the commit that undid it, the incident that it caused; empty for neither
    record Turned(ReviewId review, Outcome outcome, String ref) implements ReviewFact {}

    /// Somebody whom a finding was shown to says that it is of no use.
    ///
    /// @param place digest of rule, path and text, as findings are known by on a forge
    record NotUseful(ReviewId review, TeamId team, String rule, String place, Optional<ActorId> by)
            implements ReviewFact {}

    enum Decision {
        ALLOW,
        HOLD,
        DENY
    }

    enum Outcome {
        /// It stayed, and nothing is known against it.
        STAYED,
        REVERTED,
        ROLLED_BACK,
        INCIDENT
    }

    /// @param state        in the words of the review room: `satisfied`
    /// @param riskPermille from what this team alone found
    /// @param reviewer     the agent that reviews for the team
    /// @param advice       what came of asking its model, in the words of the review room: `late`
    record Stated(
            TeamId team,
            String state,
            @Later Optional<Integer> riskPermille,
            @Later Optional<ActorId> reviewer,
            @Later Optional<String> advice) {}

    /// @param line   0 for the whole file
    /// @param digest SHA-256 of the lines that it cites, hex, its beginning
    record Noted(TeamId team, String rule, String severity, String file, int line, String digest) {}
}
