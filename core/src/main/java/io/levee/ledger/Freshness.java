package io.levee.ledger;

import java.time.Duration;

/// How old this replica's view of the other replicas' facts may be at most. A replica that cannot say is stale, and a
/// stale replica denies (I3, I7).
public interface Freshness {
    /// Without news for this long, changes are denied.
    Duration CHANGES_DENIED_AFTER = Duration.ofSeconds(2);
    /// Without news for this long, everything is denied.
    Duration ALL_DENIED_AFTER = Duration.ofSeconds(10);

    /// Time since the view was last known to be complete.
    Duration age();
}
