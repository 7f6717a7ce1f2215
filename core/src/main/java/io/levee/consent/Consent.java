package io.levee.consent;

import io.levee.catalog.Touched;
import io.levee.facts.Evidence;
import io.levee.identity.ActorId;
import java.util.ArrayList;
import java.util.List;

/// The joined answer of all who must agree.
public sealed interface Consent {
    /// The revision of the organisation that answered.
    String revision();

    Touched touched();

    List<Evidence> evidence();

    /// This answer, waiting for a person besides.
    private static Consent waiting(Consent consent, Hold hold) {
        return switch (consent) {
            case Given given -> given.held(hold);
            case Held held -> new Held(held.revision, held.touched, held.evidence, held.hold.and(hold));
            case Withheld no -> no;
        };
    }

    /// The answer to both questions, asked in this order under the same revision.
    default Consent and(Consent more) {
        Touched both = touched().and(more.touched());
        return switch (this) {
            case Withheld no -> no.touching(both, no.evidence());
            case Held held -> waiting(new Given(revision(), touched(), evidence()).and(more), held.hold);
            case Given _ -> {
                List<Evidence> all = new ArrayList<>(evidence());
                more.evidence().stream().filter(one -> !all.contains(one)).forEach(all::add);
                Given given = new Given(revision(), both, all);
                yield switch (more) {
                    case Withheld no -> no.touching(both, all).naming(more);
                    case Held held -> given.held(held.hold);
                    case Given _ -> given;
                };
            }
        };
    }

    record Given(String revision, Touched touched, List<Evidence> evidence) implements Consent {
        public Given {
            evidence = List.copyOf(evidence);
        }

        Held held(Hold hold) {
            return new Held(revision, touched, evidence, hold);
        }
    }

    /// Everybody agrees, on condition that a person agrees to the very call. Never a yes by itself.
    record Held(String revision, Touched touched, List<Evidence> evidence, Hold hold) implements Consent {
        public Held {
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

        /// Says which of several assets it is about.
        private Withheld naming(Consent asked) {
            String what = detail.isEmpty() ? asked.touched().direct().first().toString() : detail;
            return new Withheld(revision, touched, evidence, refusal, principal, what);
        }

        private Withheld touching(Touched all, List<Evidence> seen) {
            return new Withheld(revision, all, seen, refusal, principal, detail);
        }
    }
}
