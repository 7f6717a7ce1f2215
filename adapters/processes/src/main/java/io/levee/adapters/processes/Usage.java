package io.levee.adapters.processes;

import java.time.Duration;

/// What a running program used at most 3 s ago. Zero where this machine does not count it.
///
/// @param processes threads too
public record Usage(long memoryBytes, Duration cpu, int processes) {
    static final Usage UNKNOWN = new Usage(0, Duration.ZERO, 0);
}
