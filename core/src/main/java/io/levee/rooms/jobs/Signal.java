package io.levee.rooms.jobs;

import io.levee.facts.JobId;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Tells which jobs do others harm now, by what it measures; never by what a job says of itself.
public interface Signal {
    String name();

    /// For so long without a break it must say so before a job is quarantined.
    Duration hold();

    /// The jobs of these that do harm, with what was measured and the limit, for people.
    ///
    /// @param running jobs that run now and are supervised here
    /// @throws IllegalStateException where it cannot be read now, with why
    Map<JobId, String> harmful(List<Job> running);
}
