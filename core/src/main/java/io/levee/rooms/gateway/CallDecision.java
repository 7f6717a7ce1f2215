package io.levee.rooms.gateway;

import io.levee.facts.CallFact;
import io.levee.facts.DecisionId;
import io.levee.fault.Refusal;
import java.net.URI;
import java.util.Set;

/// What was decided of one call.
public sealed interface CallDecision {
    DecisionId decision();

    /// May be forwarded, through the [OpenCall] and only as `target` says.
    ///
    /// @param upstream where the description says that the API is
    /// @param api      its name
    /// @param target   path and query below the upstream, rebuilt from what was authorised
    /// @param route    the operation that was authorised
    record Allow(OpenCall call, String api, URI upstream, String target, Route.Found route) implements CallDecision {
        @Override
        public DecisionId decision() {
            return call.decision();
        }
    }

    /// @param status   the HTTP status that says so
    /// @param declared the methods that exist, where the method was the reason
    /// @param shortage the budget, where one was the reason
    record Deny(CallFact.Decided fact, Refusal refusal, int status, Set<String> declared, Shortage shortage)
            implements CallDecision {
        public Deny {
            declared = Set.copyOf(declared);
        }

        /// No budget was the reason.
        public Deny(CallFact.Decided fact, Refusal refusal, int status, Set<String> declared) {
            this(fact, refusal, status, declared, Shortage.NONE);
        }

        Deny because(Shortage reason) {
            return new Deny(fact, refusal, status, declared, reason);
        }

        @Override
        public DecisionId decision() {
            return fact.decision();
        }
    }
}
