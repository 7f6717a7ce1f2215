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

/// Every stop order, folded from the ledger: all that are in force, and the newest [#ENDED_MAX] that are not any more.
/// Facts of one order come from the logs of several replicas, and so in any order. Guarded by its own lock; one writer,
/// any number of readers.
public final class StopBook implements Follower {
    static final int ENDED_MAX = 1_000;
    /// Orders of which something is known before the order itself, and how much of each.
    static final int EARLY_MAX = 1_000;

    static final int EARLY_EACH_MAX = 64;

    private final Map<StopId, StopOrder> orders = new LinkedHashMap<>();
    private final Map<StopId, List<StopFact>> early = new LinkedHashMap<>();

    @Override
    public synchronized void learned(Entry entry) {
        if (!(entry.fact() instanceof StopFact fact)) {
            return;
        }
        switch (fact) {
            case StopFact.Ordered ordered -> begin(ordered, entry);
            case StopFact.Executed executed -> goOn(executed.stop(), fact);
            case StopFact.Verified verified -> goOn(verified.stop(), fact);
            case StopFact.ResumeProposed proposed -> goOn(proposed.stop(), fact);
            case StopFact.Resumed resumed -> goOn(resumed.stop(), fact);
            case StopFact.Expired expired -> goOn(expired.stop(), fact);
            case StopFact.Alarmed _, StopFact.Drilled _, StopFact.Refused _, StopFact.ResumeRefused _ -> {}
        }
    }

    public synchronized Optional<StopOrder> find(StopId stop) {
        return Optional.ofNullable(orders.get(stop));
    }

    /// Newest first.
    public synchronized List<StopOrder> all() {
        return new ArrayList<>(orders.values()).reversed();
    }

    private void begin(StopFact.Ordered ordered, Entry entry) {
        StopOrder order = StopOrder.of(ordered, new Receipt(entry.origin(), entry.position(), entry.time()));
        if (orders.putIfAbsent(ordered.stop(), order) == null) {
            List<StopFact> known = early.remove(ordered.stop());
            if (known != null) {
                known.forEach(fact -> goOn(ordered.stop(), fact));
            }
        }
    }

    private void goOn(StopId stop, StopFact fact) {
        StopOrder order = orders.get(stop);
        if (order == null) {
            remember(stop, fact);
            return;
        }
        orders.put(stop, order.after(fact));
        forgetOldest();
    }

    private void remember(StopId stop, StopFact fact) {
        List<StopFact> known = early.computeIfAbsent(stop, _ -> new ArrayList<>());
        if (known.size() < EARLY_EACH_MAX) {
            known.add(fact);
        }
        if (early.size() > EARLY_MAX) {
            early.remove(early.keySet().iterator().next());
        }
    }

    private void forgetOldest() {
        long ended = orders.values().stream()
                .filter(order -> !order.state().inForce())
                .count();
        Iterator<StopOrder> oldest = orders.values().iterator();
        while (ended > ENDED_MAX && oldest.hasNext()) {
            if (!oldest.next().state().inForce()) {
                oldest.remove();
                ended--;
            }
        }
    }
}
