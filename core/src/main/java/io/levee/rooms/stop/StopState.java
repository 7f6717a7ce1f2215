package io.levee.rooms.stop;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;

/// Where a stop order is in its life. Facts come from the logs of several replicas, so a state may be reached without
/// the one before it.
public enum StopState {
    ORDERED,
    EXECUTED,
    PROPOSED,
    RESUMED,
    EXPIRED;

    enum Event {
        EXECUTED,
        PROPOSED,
        /// On all layers that were left.
        CONFIRMED,
        /// On some layers: it stays in force on the others.
        PARTLY_CONFIRMED,
        EXPIRED
    }

    /// What is not in this table changes nothing: a second report, or a confirmation that came twice.
    static final Map<Step, StopState> TABLE = Map.ofEntries(
            entry(new Step(ORDERED, Event.EXECUTED), EXECUTED),
            entry(new Step(ORDERED, Event.PROPOSED), PROPOSED),
            entry(new Step(ORDERED, Event.CONFIRMED), RESUMED),
            entry(new Step(ORDERED, Event.EXPIRED), EXPIRED),
            entry(new Step(EXECUTED, Event.PROPOSED), PROPOSED),
            entry(new Step(EXECUTED, Event.CONFIRMED), RESUMED),
            entry(new Step(EXECUTED, Event.EXPIRED), EXPIRED),
            entry(new Step(PROPOSED, Event.CONFIRMED), RESUMED),
            entry(new Step(PROPOSED, Event.PARTLY_CONFIRMED), EXECUTED),
            entry(new Step(PROPOSED, Event.EXPIRED), EXPIRED));

    record Step(StopState from, Event event) {}

    /// Whether anything is refused for it.
    public boolean inForce() {
        return switch (this) {
            case ORDERED, EXECUTED, PROPOSED -> true;
            case RESUMED, EXPIRED -> false;
        };
    }

    StopState after(Event event) {
        return Optional.ofNullable(TABLE.get(new Step(this, event))).orElse(this);
    }
}
