package io.levee.adapters.processes;

import java.time.Duration;
import java.util.Set;

/// What came of ending a tree, as evidence.
///
/// @param signalled how many different processes were seen when they were killed; short-lived ones
///     may be missed
/// @param signalAfter from the call until everybody seen in the first round had been signalled
/// @param deadAfter from the call until the tree was seen empty, or until waiting ended
/// @param empty true only where the kernel said that no process is left
/// @param survivors the processes left where it is not empty
public record Ended(int signalled, Duration signalAfter, Duration deadAfter, boolean empty, Set<Long> survivors) {
    public Ended {
        survivors = Set.copyOf(survivors);
    }

    static Ended nothing() {
        return new Ended(0, Duration.ZERO, Duration.ZERO, true, Set.of());
    }
}
