package io.levee.rooms.stop;

import io.levee.facts.Layer;
import io.levee.facts.Reasons;
import io.levee.facts.Scope;
import io.levee.identity.Chain;
import java.util.Optional;
import java.util.Set;

/// Somebody wants something to end, or to change nothing.
///
/// @param actor  who orders it
/// @param layers which layers must end it; empty means every layer that has a stopper
/// @param reason for the record and for whoever is stopped, 1–[#REASON_LENGTH_MAX] characters
/// @param freeze whether only changes are refused
/// @param expiry empty where only people end it
public record StopRequest(
        Chain actor, Scope scope, Set<Layer> layers, String reason, boolean freeze, Optional<StopExpiry> expiry) {
    public static final int REASON_LENGTH_MAX = 500;

    public StopRequest {
        layers = Set.copyOf(layers);
        reason = Reasons.check(reason, REASON_LENGTH_MAX);
    }

    /// A stop that two people end.
    public StopRequest(Chain actor, Scope scope, Set<Layer> layers, String reason) {
        this(actor, scope, layers, reason, false, Optional.empty());
    }
}
