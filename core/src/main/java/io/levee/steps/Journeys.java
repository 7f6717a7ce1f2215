package io.levee.steps;

import java.util.function.Supplier;

/// Watches whole requests, from the first step to the last byte.
public interface Journeys {
    /// @param traceparent of the caller (W3C Trace Context), or the empty string
    Journey begin(String traceparent);

    /// Nobody watches.
    static Journeys unwatched() {
        return _ -> UnwatchedJourney.UNWATCHED;
    }

    /// One request. Thread-safe; ends when it is closed, once.
    interface Journey extends AutoCloseable {
        /// Runs `work` here: the steps that it takes through [Steps] are steps of this journey.
        <T> T within(Supplier<T> work);

        /// A step that ends later, on whatever thread: when what is returned is run.
        Runnable take(Step step);

        /// Says what this journey is about; ids only.
        void about(String name, String id);

        @Override
        void close();
    }
}
