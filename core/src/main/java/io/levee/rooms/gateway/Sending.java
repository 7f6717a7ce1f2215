package io.levee.rooms.gateway;

import io.levee.consent.approval.Body;
import io.levee.consent.approval.Payload;
import io.levee.facts.ContractFact.Breach;
import io.levee.fault.Refusal;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// What a call sends besides its target, for whoever must see it before it goes on. A door that
/// cannot gather it says [Hidden]: then nobody can approve the call.
public sealed interface Sending {
    record Hidden() implements Sending {}

    /// Not looked at yet; a call that is not held is forwarded without.
    ///
    /// @param gather called once at most. From then on the door forwards exactly what it gave
    record Waiting(Gather gather) implements Sending {}

    /// Gives [Gathered] or [Unfit], within the door's own time limit.
    @FunctionalInterface
    interface Gather {
        /// @param target below the API, as it would be forwarded
        CompletableFuture<Sending> gather(Route.Found route, String target);
    }

    /// @param headers those that would be forwarded; no others are
    record Gathered(List<Payload.Header> headers, Body body) implements Sending {
        public Gathered {
            headers = List.copyOf(headers);
        }
    }

    /// Could not be gathered, or is nothing that would go on once somebody approved it.
    ///
    /// @param breaches of the description, where those are why
    record Unfit(Refusal refusal, List<Breach> breaches) implements Sending {
        public Unfit {
            breaches = List.copyOf(breaches);
        }

        public Unfit(Refusal refusal) {
            this(refusal, List.of());
        }
    }
}
