package io.levee.rooms.review.advice;

import io.levee.identity.ActorId;
import io.levee.identity.TeamId;
import java.util.Optional;

/// Which team has a model. Thread-safe.
@FunctionalInterface
public interface Advisers {
    Advisers NOBODY = (_, _) -> Optional.empty();

    /// @param person for whom the team's reviewer asks; empty where the team named none
    Optional<Seat> of(TeamId team, Optional<ActorId> person);
}
