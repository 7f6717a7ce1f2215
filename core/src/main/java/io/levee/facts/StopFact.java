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

    /// What the stoppers' probes found once they had done their part; again whenever that changed. Only what holds is
    /// stopped.
    record Verified(StopId stop, List<LayerProof> proofs) implements StopFact {
        public Verified {
            proofs = List.copyOf(proofs);
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

    /// @param holds    whether the probe saw that nothing of the scope goes on here; false is red
    /// @param micros   from the order being durable to this answer
    /// @param evidence what was tried and what came of it, in ids and numbers only
    record LayerProof(Layer layer, String stopper, boolean holds, long micros, String evidence) {}
}
