package io.levee.score;

/// A probability that somebody stated, and what came of it.
///
/// @param probability 0 to 1
/// @param happened    whether what it was about came to pass
public record Forecast(double probability, boolean happened) {
    public Forecast {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("a probability is 0 to 1, not %s".formatted(probability));
        }
    }
}
