package io.levee.rooms.review;

import io.levee.identity.TeamId;
import java.util.Map;

/// How much each reviewer's word counts in the risk of a change, from how good it was. It moves
/// that one number: no verdict, and nothing that blocks, is less for it.
public record Weights(Map<TeamId, Double> byTeam) {
    /// Of everybody of whom nothing is known.
    public static final double NEUTRAL = 0.5;

    public static final Weights NEUTRAL_FOR_ALL = new Weights(Map.of());

    /// @param byTeam 0 to 1
    public Weights {
        byTeam = Map.copyOf(byTeam);
    }

    /// What a finding of the team counts for beside one of nobody in particular: 0 to 2.
    double of(TeamId team) {
        return byTeam.getOrDefault(team, NEUTRAL) / NEUTRAL;
    }
}
