package io.levee.rooms.stop.rule;

/// Who hears of alarms. Called on the ledger's follower thread: must not block, throw or append.
@FunctionalInterface
public interface OnAlarm {
    void raised(Alarm alarm);
}
