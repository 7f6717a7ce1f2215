package io.levee.rooms.jobs.supposing;

import java.util.List;
import java.util.Locale;

/// What a model answered, or why there is no answer.
public sealed interface Answer {
    /// @param suppositions as the model wrote them; nothing of them is checked
    /// @param malformed    parts of the answer that were no supposition
    record Said(List<Supposition> suppositions, int malformed) implements Answer {
        public Said {
            suppositions = List.copyOf(suppositions);
        }
    }

    record None(Why why) implements Answer {}

    enum Why {
        /// It did not answer, or not as it was asked to.
        SILENT,
        LATE,
        /// A stop covers its agent, or came for the job meanwhile.
        STOPPED,
        OVER_BUDGET,
        /// By a policy, or by its passport.
        NOT_PERMITTED,
        /// The job has to do with data that the model is not cleared for.
        NOT_CLEARED,
        /// Too many failures are with models.
        BUSY,
        NOTHING_TO_SHOW;

        /// `over-budget`.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
