package io.levee.rooms.stop.signed;

import io.levee.facts.StopFact.LayerProof;
import io.levee.facts.StopFact.LayerReport;
import io.levee.facts.StopId;
import io.levee.fault.Refusal;
import java.util.List;

/// What one replica did with a signed order.
public sealed interface SignedAnswer {
    /// In force here.
    ///
    /// @param kept     whether this replica's disk has it, so that it survives a crash
    /// @param recorded whether the ledger has it by now, so that the other replicas do
    /// @param reports  of what could be ended from here
    /// @param proofs   of the same, in the same order
    record Obeyed(StopId stop, boolean kept, boolean recorded, List<LayerReport> reports, List<LayerProof> proofs)
            implements SignedAnswer {
        public Obeyed {
            reports = List.copyOf(reports);
            proofs = List.copyOf(proofs);
        }

        /// Whether all that was named took hold here, and was seen to.
        public boolean holds() {
            return !reports.isEmpty()
                    && reports.stream().allMatch(LayerReport::effective)
                    && proofs.stream().allMatch(LayerProof::holds);
        }
    }

    record Refused(Refusal refusal, String detail) implements SignedAnswer {}
}
