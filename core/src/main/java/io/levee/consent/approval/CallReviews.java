package io.levee.consent.approval;

import io.levee.facts.Evidence;
import java.util.List;

/// Asks reviewers about a call that a policy holds, before a person is asked. Thread-safe; may take
/// as long as a review does.
@FunctionalInterface
public interface CallReviews {
    /// Nobody reviews calls: people are asked about each that is held.
    CallReviews NONE = _ -> new Opinion.NotAsked();

    Opinion of(HeldCall call);

    sealed interface Opinion {
        List<Evidence> evidence();

        /// The call changes nothing that reviewers know how to read.
        record NotAsked() implements Opinion {
            @Override
            public List<Evidence> evidence() {
                return List.of();
            }
        }

        /// Every reviewer that was asked lets it pass, which is what the hold waited for.
        record Satisfied(List<Evidence> evidence) implements Opinion {
            public Satisfied {
                evidence = List.copyOf(evidence);
            }
        }

        /// It stays held, for a person.
        record Against(List<Evidence> evidence) implements Opinion {
            public Against {
                evidence = List.copyOf(evidence);
            }
        }
    }
}
