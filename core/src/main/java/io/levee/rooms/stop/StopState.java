package io.levee.rooms.stop;

import java.util.Map;
import java.util.Optional;

/// Where a stop order is in its life. A stop is in force in every state but [#RESUMED].
public enum StopState {
    ORDERED,
    EXECUTED,
    PROPOSED,
    RESUMED;

    enum Event {
        EXECUTED,
        PROPOSED,
        CONFIRMED
    }

    /// What is not in this table changes nothing: a second report, or a confirmation that came twice.
    static final Map<Step, StopState> TABLE = Map.of(
            new Step(ORDERED, Event.EXECUTED), EXECUTED,
            new Step(ORDERED, Event.PROPOSED), PROPOSED,
            new Step(EXECUTED, Event.PROPOSED), PROPOSED,
            new Step(PROPOSED, Event.EXECUTED), PROPOSED,
            new Step(PROPOSED, Event.PROPOSED), PROPOSED,
            new Step(PROPOSED, Event.CONFIRMED), RESUMED);

    record Step(StopState from, Event event) {}

    StopState after(Event event) {
        return Optional.ofNullable(TABLE.get(new Step(this, event))).orElse(this);
    }
}
