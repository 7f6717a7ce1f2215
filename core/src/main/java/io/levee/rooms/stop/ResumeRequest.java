package io.levee.rooms.stop;

import io.levee.facts.Reasons;
import io.levee.facts.StopId;
import io.levee.identity.Chain;

/// Somebody wants a stopped scope to run again. It takes two different people: each sends one of these.
public record ResumeRequest(Chain actor, StopId stop, String reason) {
    public ResumeRequest {
        reason = Reasons.check(reason, StopRequest.REASON_LENGTH_MAX);
    }
}
