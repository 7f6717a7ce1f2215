package io.levee.adapters.flink;

import java.util.Set;
import java.util.regex.Pattern;

/// A job as Flink tells it.
///
/// @param id    32 hexadecimal digits
/// @param state Flink's word, also one that a later Flink adds
record Job(String id, String name, String state) {
    static final String CANCELLING = "CANCELLING";

    /// Flink calls these globally terminal. `SUSPENDED` is not among them: another JobManager goes on with the job.
    private static final Set<String> ENDED = Set.of("CANCELED", "FAILED", "FINISHED");

    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

    Job {
        if (!isId(id)) {
            throw new IllegalStateException("flink named a job by what is no id of a job");
        }
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    boolean ended() {
        return ENDED.contains(state);
    }

    boolean cancelling() {
        return state.equals(CANCELLING);
    }

    Job in(String now) {
        return new Job(id, name, now);
    }
}
