package io.levee.bench;

import java.time.Duration;

/// How a benchmark is to be run.
///
/// @param commit   the commit that is measured, or `unknown`
/// @param duration how long each case measures, after its warm-up
/// @param seed     of everything that is random in it
public record BenchOptions(String commit, Duration duration, long seed) {
    public static final Duration DURATION_MAX = Duration.ofMinutes(10);

    public BenchOptions {
        if (duration.isNegative() || duration.isZero() || duration.compareTo(DURATION_MAX) > 0) {
            throw new IllegalArgumentException(
                    "a case measures for more than nothing and at most %s, not %s".formatted(DURATION_MAX, duration));
        }
    }

    /// Short enough to be run beside other work: two seconds for each case.
    public static BenchOptions quick(String commit) {
        return new BenchOptions(commit, Duration.ofSeconds(2), 1);
    }
}
