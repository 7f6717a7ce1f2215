package io.levee.consent.approval;

import io.levee.facts.ApprovalId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Where the one truth about every approval is, for all replicas. It has one clock, and what is over
/// by that clock is not there. Thread-safe; each method is one step that happens wholly or not at all.
public interface ApprovalStore {
    /// Keeps a new one, unless there is one already for this digest that is not used up.
    Kept keep(ApprovalId id, HeldCall call, Duration within, ApprovalLimits limits);

    Optional<Approval> find(ApprovalId id);

    /// Those that [Approval#open], oldest first.
    List<Approval> open(int max);

    /// Lets the event happen, where the approval's state is [Approval.Event#from]; false where
    /// it is not. True is durable.
    ///
    /// INVARIANT: of any number that ask for one event at the same time, on any replicas, one gets
    /// true.
    boolean move(ApprovalId id, Approval.Event event, Optional<Approval.Answer> answer);

    /// Removes what is over and returns those that were open.
    List<Approval> sweep(int max);

    sealed interface Kept {
        record New(Approval approval) implements Kept {}

        /// The same call asked before.
        record Known(Approval approval) implements Kept {}

        /// @param whose `session`, `person`, `agent` or `all`
        record TooMany(String whose) implements Kept {}
    }
}
