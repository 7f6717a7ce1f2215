package io.levee.rooms.stop;

import io.levee.facts.Layer;
import io.levee.facts.Scope;
import io.levee.facts.StopId;
import io.levee.identity.ActorId;
import java.util.Set;

/// What happens after a request at this room's door: one answer to an order, another to a resumption.
final class StopDecision {
    private StopDecision() {}

    sealed interface OfOrder {}

    sealed interface OfResumption {}

    record Execute(Scope scope, Set<Layer> layers, ActorId by, String reason) implements OfOrder {
        public Execute {
            layers = Set.copyOf(layers);
        }
    }

    /// The first of two people: the stop stays in force.
    record Propose(StopId stop, ActorId by, String reason) implements OfResumption {}

    /// The second, another person: the stop ends.
    record Resume(StopId stop, ActorId proposedBy, ActorId confirmedBy) implements OfResumption {}

    record Refuse(StopRefusal refusal, String detail) implements OfOrder, OfResumption {}
}
