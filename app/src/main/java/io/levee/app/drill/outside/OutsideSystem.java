package io.levee.app.drill.outside;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A system of which Levee is no part, with a login for the sacrificial agent. Closing it ends the system.
public interface OutsideSystem extends AutoCloseable {
    /// What its stopper is called, in `stoppers.yaml` and in reports.
    String name();

    /// What `stoppers.yaml` says of it: lines without indentation.
    List<String> stopper();

    /// What opens it to the stopper, by the names that [#stopper] uses.
    Map<String, String> secrets();

    /// Within what a stop ends all effects here, from the order on: what the README promises.
    Duration bound();

    /// The agent begins to work here. It gives up for no refusal, only when this is closed.
    ///
    /// @throws io.levee.fault.LeveeException where it cannot begin
    Work begin();

    @Override
    void close();

    /// What arrived is read where it arrived, not from whoever sent it.
    interface Work extends AutoCloseable {
        /// How many effects there were until now.
        long count();

        /// When each effect took place, in order, by the clock of this machine.
        List<Instant> arrivals();

        @Override
        void close();
    }
}
