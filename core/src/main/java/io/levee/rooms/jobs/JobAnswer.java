package io.levee.rooms.jobs;

import java.util.List;

/// What the door says.
public sealed interface JobAnswer {
    /// It is admitted, or it was found.
    record Known(Job job) implements JobAnswer {}

    /// @param missing everything at once; empty where it is about no admission
    record Refused(JobRefusal refusal, String detail, List<Missing> missing) implements JobAnswer {
        public Refused {
            missing = List.copyOf(missing);
        }

        Refused(JobRefusal refusal, String detail) {
            this(refusal, detail, List.of());
        }
    }

    /// One thing that keeps a job from being admitted.
    ///
    /// @param code   stable, for machines: `read-not-permitted`
    /// @param detail what it is about, and what to do
    record Missing(String code, String detail) {
        @Override
        public String toString() {
            return code + ": " + detail;
        }
    }
}
