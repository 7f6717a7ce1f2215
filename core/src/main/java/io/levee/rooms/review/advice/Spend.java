package io.levee.rooms.review.advice;

import io.levee.identity.TeamId;
import java.util.Optional;

/// What asking models may cost. Thread-safe.
///
/// INVARIANT I8: no model is asked before its most was reserved.
@FunctionalInterface
public interface Spend {
    /// Somebody else counts, such as the gateway that the question goes through.
    Spend ELSEWHERE = (_, _) -> Optional.of(new Reserved() {
        @Override
        public void asked(Advice.Used used) {}
    });

    /// Before a model is asked; empty where nothing is left. May wait.
    Optional<Reserved> reserve(TeamId team, Seat seat);

    /// Ends once, by [#asked].
    @FunctionalInterface
    interface Reserved {
        /// The model was asked. What it used is charged; what nobody knows, as reserved.
        void asked(Advice.Used used);
    }
}
