package io.levee.adapters.payments;

import io.levee.consent.OpenStops;
import io.levee.facts.Layer;
import io.levee.identity.Directory;
import io.levee.ledger.Freshness;
import io.levee.organisation.Foothold;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// Whose cards may be paid with right now.
@FunctionalInterface
public interface AgentCards {
    enum Standing {
        /// An agent's, and no order covers it.
        FREE,
        /// An order in force covers it.
        STOPPED,
        /// Nobody's that is known here, or this replica may not know of a newer order.
        UNKNOWN
    }

    /// Answers from memory: somebody stands at a till.
    Standing standing(Set<String> cardAndCardholder);

    /// INVARIANT I3: as a call that changes something, a payment is refused where the view may be
    /// stale.
    ///
    /// @param footholds of all stoppers of system `stripe`, as the organisation has them now
    static AgentCards of(
            Supplier<List<Foothold>> footholds,
            OpenStops stops,
            Supplier<? extends Directory> directory,
            Freshness freshness) {
        return ids -> {
            if (freshness.age().compareTo(Freshness.CHANGES_DENIED_AFTER) >= 0) {
                return Standing.UNKNOWN;
            }
            Directory now = directory.get();
            List<Foothold> theirs = footholds.get().stream()
                    .filter(foothold -> ids.contains(foothold.id()))
                    .toList();
            boolean stopped = stops.all().stream()
                    .filter(order -> order.layers().contains(Layer.PAYMENT))
                    .anyMatch(order -> theirs.stream().anyMatch(foothold -> foothold.isOf(order.scope(), now)));
            if (stopped) {
                return Standing.STOPPED;
            }
            return theirs.isEmpty() ? Standing.UNKNOWN : Standing.FREE;
        };
    }
}
