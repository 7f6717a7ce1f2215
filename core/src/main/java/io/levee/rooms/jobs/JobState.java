package io.levee.rooms.jobs;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/// Where a job is; [#follows] is the table of what may come after what.
public enum JobState {
    /// For its next attempt.
    WAITING,
    RUNNING,
    /// Its outputs are held against their checks.
    CHECKING,
    /// Its outputs take their place.
    PUBLISHING,
    /// It failed; nobody knows yet why.
    DIAGNOSING,
    CLOSED;

    private static final Map<JobState, Set<JobState>> NEXT = Map.of(
            WAITING, EnumSet.of(RUNNING, CLOSED),
            RUNNING, EnumSet.of(CHECKING, DIAGNOSING, CLOSED),
            CHECKING, EnumSet.of(PUBLISHING, DIAGNOSING, CLOSED),
            PUBLISHING, EnumSet.of(CLOSED),
            DIAGNOSING, EnumSet.of(WAITING, CLOSED),
            CLOSED, EnumSet.noneOf(JobState.class));

    boolean follows(JobState before) {
        return NEXT.getOrDefault(before, Set.of()).contains(this);
    }
}
