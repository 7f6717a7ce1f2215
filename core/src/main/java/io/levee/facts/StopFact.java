package io.levee.facts;

import io.levee.identity.ActorId;
import java.util.List;
import java.util.Set;

/// What happened to stop orders: ordered, then executed; proposed to be resumed by one person, resumed by another.
public sealed interface StopFact extends Fact {
    /// In force from this fact on, whatever its execution reports.
    record Ordered(StopId stop, Scope scope, Set<Layer> layers, ActorId by, String reason) implements StopFact {
        public Ordered {
            layers = Set.copyOf(layers);
        }
    }

    record Executed(StopId stop, List<LayerReport> reports) implements StopFact {
        public Executed {
            reports = List.copyOf(reports);
        }
    }

    record Refused(Scope scope, ActorId by, String reason, String detail) implements StopFact {}

    record ResumeProposed(StopId stop, ActorId by, String reason) implements StopFact {}

    record Resumed(StopId stop, ActorId proposedBy, ActorId confirmedBy) implements StopFact {}

    record ResumeRefused(StopId stop, ActorId by, String reason) implements StopFact {}

    /// @param micros   from the order being durable to this layer being effective
    /// @param effective whether it took hold; false is red
    /// @param affected calls cut, tokens revoked
    /// @param detail   ids and numbers only
    record LayerReport(Layer layer, String stopper, boolean effective, long micros, long affected, String detail) {}
}
