package io.levee.rooms.stop;

import io.levee.consent.OpenStops;
import io.levee.facts.StopFact;
import io.levee.identity.Directory;
import io.levee.organisation.Foothold;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What agents have in the one system outside that a stopper ends them on. Immutable but for the stops it asks after.
public final class Footholds {
    private final List<Foothold> all;
    private final Optional<String> canary;
    private final OpenStops stops;
    private final Supplier<? extends Directory> directory;

    /// @param canary a foothold that is nobody's, for [Stopper#rehearse]
    /// @param stops  follows family STOP
    public Footholds(
            List<Foothold> all, Optional<String> canary, OpenStops stops, Supplier<? extends Directory> directory) {
        this.all = List.copyOf(all);
        this.canary = canary;
        this.stops = stops;
        this.directory = directory;
    }

    /// Ids of what the order ends here, each once.
    public List<String> covered(StopFact.Ordered order) {
        Directory now = directory.get();
        return all.stream()
                .filter(foothold -> foothold.isOf(order.scope(), now))
                .map(Foothold::id)
                .distinct()
                .toList();
    }

    /// Ids of what the order ended here and no order in force covers on any of its layers: what may be let go once it
    /// was resumed on these. Where two agents share one, both must be free.
    public List<String> free(StopFact.Ordered resumed) {
        List<String> held = stops.all().stream()
                .filter(order -> !order.stop().equals(resumed.stop()))
                .filter(order -> !Collections.disjoint(order.layers(), resumed.layers()))
                .flatMap(order -> covered(order).stream())
                .toList();
        return covered(resumed).stream().filter(id -> !held.contains(id)).toList();
    }

    public Optional<String> canary() {
        return canary;
    }
}
