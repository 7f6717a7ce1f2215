package io.levee.consent;

import io.levee.facts.Layer;
import io.levee.facts.Run;
import io.levee.facts.StopFact;
import io.levee.facts.StopId;
import io.levee.ledger.Entry;
import io.levee.ledger.Follower;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/// The stop orders that are in force, and on which layers, folded from the ledger. A stop is in force from the moment
/// its order is folded, whatever its execution reports, until two people resumed it or it expired. The ledger's
/// follower thread writes, and whoever has an order that the ledger cannot have yet ([#force]); any number of readers.
///
/// Facts of one order come from the logs of several replicas, and so in any order: how it ended may be learned before
/// that it began, and several replicas may tell one that an operator signed.
///
/// INVARIANT I3: whoever lets a call through first makes the call visible to the stoppers, then asks here.
public final class OpenStops implements Follower {
    /// Each with the layers on which it is still in force.
    private final Map<String, StopFact.Ordered> open = new ConcurrentSkipListMap<>();
    /// On which layers orders ended, so that none comes back that a replica tells late. Some dozen bytes for each stop
    /// that ever ended.
    private final Map<String, Set<Layer>> ended = new ConcurrentHashMap<>();

    @Override
    public void learned(Entry entry) {
        switch (entry.fact()) {
            case StopFact.Ordered ordered -> {
                var _ = force(ordered);
            }
            case StopFact.Resumed resumed -> end(resumed.stop(), resumed.layers());
            case StopFact.Expired expired -> end(expired.stop(), Set.of());
            default -> {}
        }
    }

    /// In force here from now on, also before the ledger has it; false where it ended already. For any thread.
    public boolean force(StopFact.Ordered ordered) {
        String stop = ordered.stop().value();
        open.put(stop, ordered);
        narrow(stop, ordered); // asked after it was put: whoever ends it meanwhile narrows it too
        return open.containsKey(stop);
    }

    /// Whether the order ended on every layer.
    public boolean ended(StopId stop) {
        return ended.getOrDefault(stop.value(), Set.of()).size() == Layer.values().length;
    }

    /// By id; each names the layers on which it is still in force.
    public List<StopFact.Ordered> all() {
        return List.copyOf(open.values());
    }

    /// Where it is in force; it names the layers on which it still is.
    public Optional<StopFact.Ordered> find(StopId stop) {
        return Optional.ofNullable(open.get(stop.value()));
    }

    /// The order that is in force on this layer and covers the run: a stop before a freeze, then the one with the
    /// smallest id.
    ///
    /// @param run asked for only where there is any order
    public Optional<StopFact.Ordered> covering(Layer layer, Supplier<Run> run) {
        if (open.isEmpty()) {
            return Optional.empty();
        }
        Run asked = run.get();
        return open.values().stream()
                .filter(order -> order.layers().contains(layer) && order.covers(asked))
                .reduce((first, next) -> first.freeze() && !next.freeze() ? next : first);
    }

    private void end(StopId stop, Set<Layer> layers) {
        Set<Layer> now = layers.isEmpty() ? EnumSet.allOf(Layer.class) : layers;
        ended.merge(stop.value(), Set.copyOf(now), (before, more) -> {
            Set<Layer> both = EnumSet.copyOf(before);
            both.addAll(more);
            return Set.copyOf(both);
        });
        StopFact.Ordered order = open.get(stop.value());
        if (order != null) {
            narrow(stop.value(), order);
        }
    }

    private void narrow(String stop, StopFact.Ordered order) {
        Set<Layer> left = without(order.layers(), ended.getOrDefault(stop, Set.of()));
        if (left.isEmpty()) {
            open.remove(stop);
        } else if (!left.equals(order.layers())) {
            open.put(stop, order.on(left));
        }
    }

    private static Set<Layer> without(Set<Layer> layers, Set<Layer> ended) {
        Set<Layer> left = EnumSet.noneOf(Layer.class);
        left.addAll(layers);
        left.removeAll(ended);
        return left;
    }
}
