package io.levee.rooms.stop;

import io.levee.facts.Layer;
import io.levee.facts.Reasons;
import io.levee.facts.StopId;
import io.levee.identity.Chain;
import java.util.Set;

/// Somebody wants a stopped scope to run again. It takes two different people: each sends one of these.
///
/// @param layers those to let go; empty means what the other person proposed, or all that are in force
public record ResumeRequest(Chain actor, StopId stop, String reason, Set<Layer> layers) {
    public ResumeRequest {
        reason = Reasons.check(reason, StopRequest.REASON_LENGTH_MAX);
        layers = Set.copyOf(layers);
    }

    public ResumeRequest(Chain actor, StopId stop, String reason) {
        this(actor, stop, reason, Set.of());
    }
}
