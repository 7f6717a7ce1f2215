package io.levee.consent;

import io.levee.catalog.Touched;
import io.levee.facts.Evidence;
import io.levee.identity.ActorId;
import java.util.List;

/// The joined answer of all who must agree.
public sealed interface Consent {
    /// The revision of the organisation that answered.
    String revision();

    Touched touched();

    List<Evidence> evidence();

    record Given(String revision, Touched touched, List<Evidence> evidence) implements Consent {
        public Given {
            evidence = List.copyOf(evidence);
        }
    }

    /// @param principal who of the chain may not; the first one found, the person before the agents
    record Withheld(
            String revision,
            Touched touched,
            List<Evidence> evidence,
            ConsentRefusal refusal,
            ActorId principal,
            String detail)
            implements Consent {
        public Withheld {
            evidence = List.copyOf(evidence);
        }
    }
}
