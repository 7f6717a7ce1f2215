package io.levee.rooms.review;

import java.util.List;

/// What a repository's history taught, up to the base of a change (I6).
///
/// @param together pairs of files, those alone of which one is in the change
public record Learnt(List<CoChange> together, RiskModel risk) {
    public static final Learnt NOTHING = new Learnt(List.of(), RiskModel.PRIOR);

    public Learnt {
        together = List.copyOf(together);
    }
}
