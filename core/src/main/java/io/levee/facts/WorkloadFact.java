package io.levee.facts;

import io.levee.identity.Chain;
import io.levee.identity.SessionId;
import java.util.Optional;

/// What Levee runs for agents outside of itself.
public sealed interface WorkloadFact extends Fact {
    WorkloadId workload();

    /// Recorded before its first instruction runs, so that there is none that a stop does not know.
    ///
    /// @param kind        what runs it, such as `process-tree`
    /// @param startedFrom the person's session from which `session` was started
    record Launched(
            WorkloadId workload,
            String kind,
            Chain chain,
            SessionId session,
            @Later Optional<SessionId> startedFrom) implements WorkloadFact {
        /// For a session that nobody started from another.
        public Launched(WorkloadId workload, String kind, Chain chain, SessionId session) {
            this(workload, kind, chain, session, Optional.empty());
        }
    }

    /// Recorded once nothing of it is left.
    record Ended(WorkloadId workload, Ending how) implements WorkloadFact {}

    enum Ending {
        /// By itself.
        EXITED,
        STOPPED,
        NEVER_BEGAN
    }
}
