package io.levee.rooms.gateway;

import io.levee.consent.approval.Body;
import io.levee.consent.approval.Payload;
import io.levee.fault.Refusal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// What a call sends besides its target, for whoever must see it before it goes on. A door that
/// cannot gather it says [Hidden]: then nobody can approve the call.
public sealed interface Sending {
    record Hidden() implements Sending {}

    /// Not looked at yet; a call that is not held is forwarded without.
    ///
    /// @param gather called once at most; gives [Gathered] or [Unfit], within the door's own time
    /// limit. From then on the door forwards exactly what it gave
    record Waiting(Supplier<CompletableFuture<Sending>> gather) implements Sending {}

    /// @param headers those that would be forwarded; no others are
    record Gathered(List<Payload.Header> headers, Body body) implements Sending {
        public Gathered {
            headers = List.copyOf(headers);
        }
    }

    /// Could not be gathered.
    record Unfit(Refusal refusal) implements Sending {}
}
