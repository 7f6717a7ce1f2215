package io.levee.rooms.review;

import io.levee.identity.TeamId;
import java.util.List;

/// What one team's reviewer says.
///
/// @param why     each reason for asking the team, in words
/// @param asked   how many rules were asked
/// @param failed  rules that could not be asked; where there is one, the state is no yes
/// @param risk    0 to 1, that the change will be undone or cause an incident, from what this team
///                alone found
/// @param advised what the team's model added
public record Verdict(
        TeamId team,
        List<String> why,
        ReviewState state,
        int asked,
        List<String> failed,
        double risk,
        Advised advised) {
    public Verdict {
        why = List.copyOf(why);
        failed = List.copyOf(failed);
    }

    /// Without a model.
    public Verdict(TeamId team, List<String> why, ReviewState state, int asked, List<String> failed, double risk) {
        this(team, why, state, asked, failed, risk, Advised.NOT);
    }

    Verdict in(ReviewState other) {
        return new Verdict(team, why, other, asked, failed, risk, advised);
    }

    Verdict with(Advised said) {
        return new Verdict(team, why, state, asked, failed, risk, said);
    }
}
