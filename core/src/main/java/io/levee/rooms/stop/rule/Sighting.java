package io.levee.rooms.stop.rule;

import io.levee.facts.DecisionId;
import io.levee.identity.Chain;
import io.levee.identity.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What one entry says about one run.
///
/// @param decision the call that it is about, where it is about one
record Sighting(Instant time, Chain chain, SessionId session, Optional<DecisionId> decision, What what) {
    sealed interface What {}

    /// @param own       whether the answer is about what was asked for; not where Levee is busy or
    ///                  away, waits for a person, or holds the caller back
    /// @param call      fingerprint of what was asked for and why it was refused
    /// @param assets    fingerprints of what it names
    record Decided(boolean allowed, boolean own, String reason, boolean changes, long call, List<Long> assets)
            implements What {
        Decided {
            assets = List.copyOf(assets);
        }
    }

    /// @param call fingerprint of what was asked for, what was sent and how it ended
    record Ended(boolean failed, long bytes, long call) implements What {}

    record Used(long tokens, long microCents) implements What {}

    record TouchedDecoy() implements What {}

    record Launched() implements What {}

    record WorkloadOver() implements What {}
}
