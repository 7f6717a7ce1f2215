package io.levee.consent;

import io.levee.catalog.AssetId;
import io.levee.facts.Evidence;
import io.levee.identity.ActorId;
import java.util.List;

/// The policies of one revision of the organisation. Immutable, thread-safe, never throws for what it
/// is asked.
public interface Policy {
    /// May this one principal, taken alone, do this?
    Answer ask(ActorId principal, Action action, AssetId resource);

    sealed interface Answer {
        /// At least one policy permits and none forbids.
        record Permitted(List<Evidence> evidence) implements Answer {
            public Permitted {
                evidence = List.copyOf(evidence);
            }
        }

        /// Permitted, once a person agrees to the very call: a policy that permits says `@hold`, and
        /// none forbids.
        record Held(List<Evidence> evidence, Hold hold) implements Answer {
            public Held {
                evidence = List.copyOf(evidence);
            }
        }

        /// A policy forbids, whatever else permits.
        record Forbidden(List<Evidence> evidence) implements Answer {
            public Forbidden {
                evidence = List.copyOf(evidence);
            }
        }

        /// No policy permits.
        record NotPermitted() implements Answer {}

        /// The question could not be answered; that is a no.
        record Failed(ConsentRefusal refusal, String detail) implements Answer {}
    }

    /// Before the first organisation was loaded, everything is a no.
    static Policy none() {
        return (_, _, _) -> new Answer.Failed(ConsentRefusal.NO_POLICY_LOADED, "");
    }
}
