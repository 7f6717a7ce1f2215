package io.levee.facts;

import io.levee.identity.ActorId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What happened to stop orders: ordered, then executed; proposed to be resumed by one person, resumed by another, or
/// expired; and what stop rules found.
public sealed interface StopFact extends Fact {
    /// In force from this fact on, whatever its execution reports.
    ///
    /// @param freeze    whether only what may change something is refused, and nothing else is touched
    /// @param expiresAt when it ends by itself, by the clock that all replicas share; empty where only people
    ///                  end it
    /// @param people    for whom something of the scope was live when it was ordered: they do not resume it
    record Ordered(
            StopId stop,
            Scope scope,
            Set<Layer> layers,
            ActorId by,
            String reason,
            @Later boolean freeze,
            @Later Optional<Instant> expiresAt,
            @Later Set<ActorId> people)
            implements StopFact {
        /// People whose names an order keeps; the first by name.
        public static final int PEOPLE_MAX = 100;

        public Ordered {
            layers = Set.copyOf(layers);
            people = Set.copyOf(people);
        }

        /// A stop that two people end.
        public Ordered(StopId stop, Scope scope, Set<Layer> layers, ActorId by, String reason) {
            this(stop, scope, layers, by, reason, false, Optional.empty(), Set.of());
        }

        public boolean covers(Run run) {
            return (!freeze || run.changes()) && scope.covers(run);
        }

        /// The same order, which these people do not resume.
        public Ordered of(Set<ActorId> stopped) {
            return new Ordered(stop, scope, layers, by, reason, freeze, expiresAt, stopped);
        }

        /// The same order on these layers alone.
        public Ordered on(Set<Layer> some) {
            return new Ordered(stop, scope, some, by, reason, freeze, expiresAt, people);
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

    /// @param layers those that may go on; empty means all that the order is in force on
    record ResumeProposed(
            StopId stop, ActorId by, String reason, @Later Set<Layer> layers) implements StopFact {
        public ResumeProposed {
            layers = Set.copyOf(layers);
        }

        public ResumeProposed(StopId stop, ActorId by, String reason) {
            this(stop, by, reason, Set.of());
        }
    }

    /// @param layers those on which the order ends; empty means all
    record Resumed(
            StopId stop,
            ActorId proposedBy,
            ActorId confirmedBy,
            @Later Set<Layer> layers) implements StopFact {
        public Resumed {
            layers = Set.copyOf(layers);
        }

        public Resumed(StopId stop, ActorId proposedBy, ActorId confirmedBy) {
            this(stop, proposedBy, confirmedBy, Set.of());
        }
    }

    /// The order said when it ends, and that has passed.
    ///
    /// @param at by the clock that all replicas share
    record Expired(StopId stop, Instant at) implements StopFact {}

    record ResumeRefused(StopId stop, ActorId by, String reason) implements StopFact {}

    /// A stop rule found what it looks for. In `enforce` an order follows, or its refusal.
    ///
    /// @param watch    what it looks for: `deny-rate`
    /// @param watcher  Levee's own agent that looked
    /// @param mode     `observe` also where an order was held back; the evidence says why
    /// @param seen     when the evidence was complete, of the clock that recorded its last piece
    /// @param evidence measures by name, and the decisions of the newest calls that they count
    record Alarmed(
            String rule,
            String watch,
            Scope scope,
            ActorId watcher,
            AlarmMode mode,
            Instant seen,
            List<Evidence> evidence)
            implements StopFact {
        public Alarmed {
            evidence = List.copyOf(evidence);
        }
    }

    /// A replica stopped a sacrificial agent beside itself, and measured when its last effect came.
    ///
    /// @param holds     every stopper was verified, and nothing took effect after its bound
    /// @param seed      of the moment at which it was stopped; 0 where the drill did not come so far
    /// @param undrilled what the drill did not have: `kafka`
    record Drilled(boolean holds, long seed, List<DrilledStopper> stoppers, List<String> undrilled)
            implements StopFact {
        public Drilled {
            stoppers = List.copyOf(stoppers);
            undrilled = List.copyOf(undrilled);
        }
    }

    /// @param verifiedMicros from the order being durable to the probe that saw it hold
    /// @param effects        of the agent there, before and after the order
    /// @param lastMicros     from the order being sent to the last effect; negative where that was before
    /// @param late           effects after the bound
    record DrilledStopper(
            Layer layer,
            String stopper,
            boolean verified,
            long verifiedMicros,
            long effects,
            long lastMicros,
            long late) {}

    enum AlarmMode {
        OBSERVE,
        ENFORCE
    }

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
