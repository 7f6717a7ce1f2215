package io.levee.rooms.stop.signed;

import io.levee.facts.StopId;
import io.levee.fault.Refusal;
import io.levee.rooms.stop.StopExecution.Outcome;
import java.util.List;

/// What one replica did with a signed order.
public sealed interface SignedAnswer {
    /// In force here.
    ///
    /// @param kept     whether this replica's disk has it, so that it survives a crash
    /// @param recorded whether the ledger has it by now, so that the other replicas do
    /// @param outcomes of what could be ended from here
    record Obeyed(StopId stop, boolean kept, boolean recorded, List<Outcome> outcomes) implements SignedAnswer {
        public Obeyed {
            outcomes = List.copyOf(outcomes);
        }

        /// Whether all that counts took hold here, and was seen to.
        public boolean holds() {
            return Outcome.allHold(outcomes);
        }
    }

    record Refused(Refusal refusal, String detail) implements SignedAnswer {}
}
