package io.levee.adapters.rest;

import java.time.Duration;

/// Between two looks at a system that tells nobody when something has ended.
public final class Pause {
    private Pause() {}

    /// @param during what is waited for, for whoever interrupts it: `jobs were cancelled`
    /// @throws IllegalStateException where the thread was interrupted; it stays so
    public static void of(Duration time, String during) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + during, e);
        }
    }
}
