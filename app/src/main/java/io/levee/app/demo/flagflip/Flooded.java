package io.levee.app.demo.flagflip;

import java.util.Optional;

/// What was measured from the moment on in which the flag was flipped.
///
/// @param alive           whether the broker still ran at the end
/// @param exitCode        of a broker that ended by itself
/// @param millis          until the broker ended, or until the end
/// @param diskBytes       what the disk holds
/// @param peakBytes       the most that was seen on the disk
/// @param floodBytes      that the broker acknowledged to the application that floods
/// @param orders          that were written
/// @param lastOrderMillis when the last of them was acknowledged; -1 where there was none
/// @param said            the end of the broker's log
public record Flooded(
        boolean alive,
        Optional<Integer> exitCode,
        long millis,
        long diskBytes,
        long peakBytes,
        long floodBytes,
        long orders,
        long lastOrderMillis,
        String said) {}
