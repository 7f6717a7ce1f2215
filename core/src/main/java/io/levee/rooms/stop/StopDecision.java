package io.levee.rooms.stop;

import io.levee.facts.Layer;
import io.levee.facts.Scope;
import io.levee.facts.StopId;
import io.levee.identity.ActorId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// What happens after a request at this room's door: one answer to an order, another to a resumption.
final class StopDecision {
    private StopDecision() {}

    sealed interface OfOrder {}

    sealed interface OfResumption {}

    record Execute(Scope scope, Set<Layer> layers, Optional<Instant> expiresAt) implements OfOrder {
        public Execute {
            layers = Set.copyOf(layers);
        }
    }

    /// The first of two people: the stop stays in force.
    ///
    /// @param layers what they proposed; empty means all that the order named
    record Propose(StopId stop, ActorId by, String reason, Set<Layer> layers) implements OfResumption {
        public Propose {
            layers = Set.copyOf(layers);
        }
    }

    /// The second, another person: the stop ends on these layers, on all where there are none.
    record Resume(StopId stop, ActorId proposedBy, ActorId confirmedBy, Set<Layer> layers) implements OfResumption {
        public Resume {
            layers = Set.copyOf(layers);
        }
    }

    record Refuse(StopRefusal refusal, String detail) implements OfOrder, OfResumption {}
}
