package io.levee.adapters.processes;

import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/// Kills what is in a place until it is seen empty. What cannot be looked at is never called empty.
final class Ending {
    private static final Duration POLL = Duration.ofMillis(2);

    private Ending() {}

    /// @throws LeveeException where the place could not be looked at within the time
    static Ended end(Containment containment, Place place, Duration within) {
        long began = System.nanoTime();
        Set<Long> signalled = new HashSet<>();
        Duration signalAfter = Duration.ZERO;
        while (true) {
            boolean late = System.nanoTime() - began >= within.toNanos();
            try {
                signalled.addAll(containment.kill(place));
                if (signalAfter.isZero() && !signalled.isEmpty()) {
                    signalAfter = since(began);
                }
                if (containment.empty(place)) {
                    return new Ended(signalled.size(), signalAfter, since(began), true, Set.of());
                }
                if (late || !pause(POLL)) {
                    Set<Long> survivors = containment.alive(place);
                    return new Ended(signalled.size(), signalAfter, since(began), false, survivors);
                }
            } catch (IOException | UncheckedIOException e) {
                if (late || !pause(POLL)) {
                    throw new LeveeException(
                            ErrorCode.INTERNAL,
                            "nobody knows whether `%s` is empty: %s; look at its processes".formatted(place, e),
                            e);
                }
            }
        }
    }

    /// False where the thread is interrupted: then stop waiting.
    static boolean pause(Duration time) {
        try {
            Thread.sleep(time);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
