package io.levee.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How old a replica's view ([Freshness]) may be at most where it decides about calls of one API.
///
/// INVARIANT I3: nobody may ask for more than [Freshness#ALL_DENIED_AFTER]. After that the other replicas take this one
/// for gone and no stop waits for it.
///
/// @param changes for calls that may change something; longer than that of the house only with a person's waiver
/// @param all     for every call
/// @param until   when the waiver ends; empty where none is needed
public record MaxStaleness(Duration changes, Duration all, Optional<Instant> until) {
    private static final Duration LEAST = Duration.ofMillis(100); // before HOUSE, which is held to it

    /// Where nobody said anything else.
    public static final MaxStaleness HOUSE =
            new MaxStaleness(Freshness.CHANGES_DENIED_AFTER, Freshness.ALL_DENIED_AFTER, Optional.empty());

    public MaxStaleness {
        if (all.compareTo(Freshness.ALL_DENIED_AFTER) > 0) {
            throw new IllegalArgumentException("`all` is longer than %d s, after which a replica counts as gone"
                    .formatted(Freshness.ALL_DENIED_AFTER.toSeconds()));
        }
        if (changes.compareTo(all) > 0) {
            throw new IllegalArgumentException("`changes` is longer than `all`: a change is a call too");
        }
        if (changes.compareTo(LEAST) < 0) {
            throw new IllegalArgumentException("`changes` is shorter than %d ms, in which replicas hear of each other"
                    .formatted(LEAST.toMillis()));
        }
    }

    /// Whether changes are allowed for longer than the house does, which takes a waiver.
    public boolean isLooser() {
        return changes.compareTo(HOUSE.changes) > 0;
    }

    /// What holds at this time: a waiver that is over is none.
    public MaxStaleness at(Instant time) {
        boolean over = isLooser() && !until.filter(time::isBefore).isPresent();
        return over ? new MaxStaleness(HOUSE.changes, all, Optional.empty()) : this;
    }

    /// Whether a view of this age says too little.
    ///
    /// @param changing whether the call may change something
    public boolean isExceededBy(Duration age, boolean changing) {
        return age.compareTo(changing ? changes : all) > 0;
    }
}
