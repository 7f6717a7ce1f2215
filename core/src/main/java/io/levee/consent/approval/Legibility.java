package io.levee.consent.approval;

import java.util.Optional;

/// Whether a person and an upstream must read the same in a payload.
@FunctionalInterface
public interface Legibility {
    /// Why they might not: compressed, JSON with a key twice. Ids and positions only, nothing of what
    /// it says.
    Optional<String> objection(Payload payload);
}
