package io.levee.rooms.review;

import io.levee.identity.ActorId;
import io.levee.identity.TeamId;
import java.util.List;
import java.util.Optional;

/// What one team's reviewer says.
///
/// @param why        each reason for asking the team, in words
/// @param asked      how many rules were asked
/// @param failed     rules that could not be asked; where there is one, the state is no yes
/// @param risk       0 to 1, that the change will be undone or cause an incident, from what this
///                   team alone found
/// @param advised    what the team's model added
/// @param reviewer   the agent that reviews for the team, where it named one
/// @param separation whether that is somebody else than the creator; where not, the state is no
///                   yes
public record Verdict(
        TeamId team,
        List<String> why,
        ReviewState state,
        int asked,
        List<String> failed,
        double risk,
        Advised advised,
        Optional<ActorId> reviewer,
        Separation separation) {
    public Verdict {
        why = List.copyOf(why);
        failed = List.copyOf(failed);
        // INVARIANT I6: checked where it is made, and here for whoever makes one otherwise
        if (separation != Separation.APART && state.lets() && state != ReviewState.OVERRIDDEN) {
            throw new IllegalArgumentException(
                    "`%s` cannot be %s: %s".formatted(team, state.word(), separation.words()));
        }
    }

    Verdict in(ReviewState other) {
        return new Verdict(team, why, other, asked, failed, risk, advised, reviewer, separation);
    }

    Verdict with(Advised said) {
        return new Verdict(team, why, state, asked, failed, risk, said, reviewer, separation);
    }
}
