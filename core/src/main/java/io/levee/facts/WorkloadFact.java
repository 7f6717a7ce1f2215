package io.levee.facts;

import io.levee.identity.Chain;
import io.levee.identity.SessionId;

/// What Levee runs for agents outside of itself.
public sealed interface WorkloadFact extends Fact {
    WorkloadId workload();

    /// Recorded before its first instruction runs, so that there is none that a stop does not know.
    ///
    /// @param kind what runs it, such as `process-tree`
    record Launched(WorkloadId workload, String kind, Chain chain, SessionId session) implements WorkloadFact {}

    /// Recorded once nothing of it is left.
    record Ended(WorkloadId workload, Ending how) implements WorkloadFact {}

    enum Ending {
        /// By itself.
        EXITED,
        STOPPED,
        NEVER_BEGAN
    }
}
