package io.levee.adapters.spark;

import io.levee.rooms.stop.Stopper;
import java.util.List;

/// What runs Spark for agents.
interface Cluster {
    /// All that has not ended, whoever's it is.
    ///
    /// @throws IllegalStateException where the cluster does not answer, or not as the one that decides
    List<Work> live();

    /// Asks for its end; that it came, [#live] tells.
    void kill(Work work);

    /// Tries the way of a kill on something that is not there.
    Stopper.Proof rehearse();
}
