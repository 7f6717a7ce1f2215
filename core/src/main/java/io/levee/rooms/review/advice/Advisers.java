package io.levee.rooms.review.advice;

import io.levee.identity.TeamId;
import java.util.Optional;

/// Which team has a model. Thread-safe.
@FunctionalInterface
public interface Advisers {
    Advisers NOBODY = _ -> Optional.empty();

    Optional<Seat> of(TeamId team);
}
