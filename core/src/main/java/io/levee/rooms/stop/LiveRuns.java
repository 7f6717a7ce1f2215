package io.levee.rooms.stop;

import io.levee.facts.Scope;
import io.levee.facts.WorkloadFact;
import io.levee.facts.WorkloadId;
import io.levee.identity.ActorId;
import java.util.Optional;
import java.util.Set;

/// What of agents is live now, as far as this replica knows. Asked once for each order.
public interface LiveRuns {
    /// For whom something that the scope covers is live: a token, a program.
    Set<ActorId> people(Scope scope);

    /// A program that runs on any replica.
    Optional<WorkloadFact.Launched> job(WorkloadId job);

    /// What any session carries.
    Set<String> labels();

    /// Where nothing is live.
    static LiveRuns none() {
        return new None();
    }

    record None() implements LiveRuns {
        @Override
        public Set<ActorId> people(Scope scope) {
            return Set.of();
        }

        @Override
        public Optional<WorkloadFact.Launched> job(WorkloadId job) {
            return Optional.empty();
        }

        @Override
        public Set<String> labels() {
            return Set.of();
        }
    }
}
