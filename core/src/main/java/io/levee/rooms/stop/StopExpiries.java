package io.levee.rooms.stop;

import io.levee.ledger.Origin;
import java.time.Duration;
import java.time.Instant;

/// Which orders have ended by themselves. Pure.
final class StopExpiries {
    /// The replica that took an order ends it. Where that one is gone, another does, so much later.
    static final Duration OF_OTHERS_AFTER = Duration.ofSeconds(10);

    private StopExpiries() {}

    static boolean mayEnd(StopOrder order) {
        return order.state().inForce() && order.ordered().expiresAt().isPresent();
    }

    /// @param own the replica that asks
    /// @param now by the clock that all replicas share
    static boolean isOver(StopOrder order, Origin own, Instant now) {
        if (!mayEnd(order)) {
            return false;
        }
        boolean taken = order.receipt().origin().equals(own);
        Instant end = order.ordered().expiresAt().orElseThrow().plus(taken ? Duration.ZERO : OF_OTHERS_AFTER);
        return !now.isBefore(end);
    }
}
