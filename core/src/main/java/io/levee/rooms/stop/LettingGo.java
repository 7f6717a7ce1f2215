package io.levee.rooms.stop;

import io.levee.facts.Layer;
import io.levee.facts.StopId;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Lets go what was stopped, layer by layer, once the order has ended there. Whoever executed an order lets go of it as
/// well, and after that: a stopper that was still at it when the order ended stopped what nobody would start again.
/// Thread-safe by its own lock.
final class LettingGo {
    /// Orders of this process that may still have to be let go; the oldest is forgotten first.
    static final int ORDERS_MAX = 10_000;

    private static final System.Logger LOG = System.getLogger(LettingGo.class.getName());

    private final Supplier<List<Stopper>> stoppers;
    private final Executor threads;
    /// On which layers it was let go of.
    private final Map<StopId, Set<Layer>> done = new LinkedHashMap<>();

    LettingGo(Supplier<List<Stopper>> stoppers, Executor threads) {
        this.stoppers = stoppers;
        this.threads = threads;
    }

    /// From now on each [#round] asks whether the order has ended anywhere.
    synchronized void add(StopId stop) {
        done.putIfAbsent(stop, EnumSet.noneOf(Layer.class));
        if (done.size() > ORDERS_MAX) {
            done.remove(done.keySet().iterator().next());
        }
    }

    /// @param running whether a stopper is still at it
    synchronized void round(StopBook book, Predicate<StopId> running) {
        for (Iterator<Map.Entry<StopId, Set<Layer>>> all = done.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<StopId, Set<Layer>> each = all.next();
            Optional<StopOrder> order = book.find(each.getKey());
            if (order.isEmpty()) {
                all.remove();
            } else if (!running.test(each.getKey())) {
                Set<Layer> now = EnumSet.noneOf(Layer.class);
                now.addAll(order.get().ended());
                now.removeAll(each.getValue());
                now.forEach(layer -> letGo(order.get(), layer));
                each.getValue().addAll(now);
                if (!order.get().state().inForce()) {
                    all.remove();
                }
            }
        }
    }

    /// Systems outside let go on their own time: nothing is more wrong for it than that somebody waits.
    private void letGo(StopOrder order, Layer layer) {
        for (Stopper stopper : stoppers.get()) {
            if (stopper.layer() == layer) {
                threads.execute(() -> {
                    try {
                        stopper.resume(order.ordered().on(Set.of(layer)));
                    } catch (RuntimeException e) {
                        LOG.log(
                                System.Logger.Level.ERROR,
                                "{0} did not let go after {1}: let go by hand ({2})",
                                stopper.name(),
                                order.ordered().stop().value(),
                                e.getClass().getSimpleName());
                    }
                });
            }
        }
    }
}
