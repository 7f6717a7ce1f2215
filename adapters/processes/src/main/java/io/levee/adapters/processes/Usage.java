package io.levee.adapters.processes;

import java.time.Duration;

/// What a running program used at most 3 s ago. Zero where this machine does not count it.
///
/// @param processes    threads too
/// @param printedBytes of what its log took in so far, also what is not kept of it
public record Usage(long memoryBytes, Duration cpu, int processes, long printedBytes) {
    static final Usage UNKNOWN = new Usage(0, Duration.ZERO, 0, 0);
}
