package io.levee.steps;

import java.util.function.Supplier;

/// Watches the steps of one request, for traces and metrics.
public interface Steps {
    /// Runs `work` as `step` and returns what it returned.
    <T> T take(Step step, Supplier<T> work);

    /// Nobody watches.
    static Steps unwatched() {
        return Unwatched.UNWATCHED;
    }

    enum Unwatched implements Steps {
        UNWATCHED;

        @Override
        public <T> T take(Step step, Supplier<T> work) {
            return work.get();
        }
    }
}
