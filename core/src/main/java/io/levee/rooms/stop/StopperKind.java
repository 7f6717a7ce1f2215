package io.levee.rooms.stop;

import io.levee.organisation.StopperSource;
import java.util.Set;

/// Makes the stopper of one kind of system outside from what `stoppers.yaml` says of it. One per adapter.
public interface StopperKind {
    /// Its word under `system:`, in lower case: `postgres`.
    String system();

    /// Settings that must be there.
    Set<String> required();

    /// Settings that may be there.
    Set<String> optional();

    /// Connects nothing yet: that the system cannot be reached is found when it is asked to stop.
    ///
    /// @throws IllegalArgumentException where a setting is not what it should be, with the input in backticks
    Stopper stopper(StopperSource source, Footholds footholds, Secrets secrets);
}
