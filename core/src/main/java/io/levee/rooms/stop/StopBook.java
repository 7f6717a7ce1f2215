package io.levee.rooms.stop;

import io.levee.facts.StopFact;
import io.levee.facts.StopId;
import io.levee.ledger.Entry;
import io.levee.ledger.Follower;
import io.levee.ledger.Receipt;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Every stop order, folded from the ledger: all that are in force, and the newest [#RESUMED_MAX] that were resumed.
/// Guarded by its own lock; one writer, any number of readers.
public final class StopBook implements Follower {
    static final int RESUMED_MAX = 1_000;

    private final Map<StopId, StopOrder> orders = new LinkedHashMap<>();

    @Override
    public synchronized void learned(Entry entry) {
        if (!(entry.fact() instanceof StopFact fact)) {
            return;
        }
        switch (fact) {
            case StopFact.Ordered ordered ->
                orders.putIfAbsent(
                        ordered.stop(),
                        StopOrder.of(ordered, new Receipt(entry.origin(), entry.position(), entry.time())));
            case StopFact.Executed(var stop, var reports) ->
                orders.computeIfPresent(stop, (_, order) -> order.executed(reports));
            case StopFact.Verified(var stop, var proofs) ->
                orders.computeIfPresent(stop, (_, order) -> order.verified(proofs));
            case StopFact.ResumeProposed proposed ->
                orders.computeIfPresent(proposed.stop(), (_, order) -> order.proposed(proposed));
            case StopFact.Resumed resumed -> {
                orders.computeIfPresent(resumed.stop(), (_, order) -> order.resumed(resumed));
                forgetOldest();
            }
            case StopFact.Refused _, StopFact.ResumeRefused _ -> {}
        }
    }

    public synchronized Optional<StopOrder> find(StopId stop) {
        return Optional.ofNullable(orders.get(stop));
    }

    /// Newest first.
    public synchronized List<StopOrder> all() {
        return new ArrayList<>(orders.values()).reversed();
    }

    private void forgetOldest() {
        long resumed = orders.values().stream()
                .filter(order -> order.state() == StopState.RESUMED)
                .count();
        Iterator<StopOrder> oldest = orders.values().iterator();
        while (resumed > RESUMED_MAX && oldest.hasNext()) {
            if (oldest.next().state() == StopState.RESUMED) {
                oldest.remove();
                resumed--;
            }
        }
    }
}
