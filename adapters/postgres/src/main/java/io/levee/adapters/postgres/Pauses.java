package io.levee.adapters.postgres;

import java.time.Duration;

/// Pauses between tries, growing from one to the next.
final class Pauses {
    private static final Duration FIRST = Duration.ofMillis(20);
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private Duration next = FIRST;

    /// False where the thread was interrupted.
    boolean pause() {
        Duration now = next;
        Duration twice = next.multipliedBy(2);
        next = twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
        return pause(now);
    }

    /// After a success.
    void reset() {
        next = FIRST;
    }

    static boolean pause(Duration time) {
        try {
            Thread.sleep(time);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
