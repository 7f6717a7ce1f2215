package io.levee.ledger;

import java.time.Duration;
import java.util.Set;

/// What the other replicas know of this one's log. A revocation or a stop waits here before it says "done".
@FunctionalInterface
public interface ReplicaView {
    /// Waits until every live replica has folded the entry of `receipt`; returns the replicas that had not when
    /// `patience` ran out. Those deny changes by themselves once their view is stale ([Freshness]). Throws
    /// `DATABASE_UNAVAILABLE` where nobody can say which replicas there are.
    Set<Origin> awaitSeen(Receipt receipt, Duration patience);

    /// The only replica there is.
    static ReplicaView alone() {
        return (_, _) -> Set.of();
    }
}
