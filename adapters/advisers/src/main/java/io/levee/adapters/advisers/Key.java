package io.levee.adapters.advisers;

import io.levee.rooms.review.advice.Advice;

/// What a model is asked with.
public sealed interface Key {
    record Secret(String value) implements Key {
        /// Without it.
        @Override
        public String toString() {
            return "secret";
        }
    }

    /// The server wants none.
    record None() implements Key {}

    /// There is none now, so the model is not asked.
    record Withheld(Advice advice) implements Key {}
}
