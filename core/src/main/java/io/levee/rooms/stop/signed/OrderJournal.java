package io.levee.rooms.stop.signed;

import io.levee.facts.StopId;
import java.util.List;

/// Where a replica keeps signed orders until the ledger has them. On a disk of its own, so that it needs nobody.
/// Thread-safe.
public interface OrderJournal {
    /// Durable when it returns; the same order twice is kept once.
    ///
    /// @throws io.levee.fault.LeveeException where the disk does not take it
    void keep(StopId stop, String note);

    /// What the ledger may not have yet, oldest first.
    List<String> kept();

    /// The ledger has it: it need not be told again.
    void told(StopId stop);
}
