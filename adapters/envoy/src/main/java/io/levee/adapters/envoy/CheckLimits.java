package io.levee.adapters.envoy;

import java.time.Duration;

/// What one check may cost.
///
/// @param messageBytesMax of one check, the client's body included where the proxy sends it; a longer
///     one ends with `RESOURCE_EXHAUSTED`
/// @param headerBytesMax  names and values that the client sent: `headers-too-large`
/// @param headerCountMax  `headers-too-large`
/// @param bodyBytesMax    of the client's body, as far as the proxy announces it: `body-too-large`
/// @param decisionMax     until a check is answered, however long the proxy would wait:
///     `decision-too-late`
public record CheckLimits(
        int messageBytesMax, int headerBytesMax, int headerCountMax, long bodyBytesMax, Duration decisionMax) {
    /// The sizes of Levee's own proxy; the time lets every replica learn of a label first.
    public static final CheckLimits DEFAULT =
            new CheckLimits(256 * 1024, 16 * 1024, 100, 1L << 30, Duration.ofSeconds(5));

    public CheckLimits {
        if (messageBytesMax < 1_024 || headerBytesMax < 1_024 || headerCountMax < 8 || bodyBytesMax < 0) {
            throw new IllegalArgumentException("a check needs at least 1024 bytes and 8 headers");
        }
        if (!decisionMax.isPositive()) {
            throw new IllegalArgumentException("a decision takes longer than nothing: `%s`".formatted(decisionMax));
        }
    }
}
