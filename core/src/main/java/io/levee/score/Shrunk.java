package io.levee.score;

/// A mean that is drawn towards what everybody has, the more the fewer values it is of (James and
/// Stein, 1961, with a fixed weight): whoever has few is neither far above it nor far below.
public final class Shrunk {
    /// As many values as everybody's mean counts for.
    public static final int PRIOR = 20;

    private Shrunk() {}

    /// @param mean     of `count` values; not read where there is none
    /// @param everyone the mean over all
    public static double mean(double mean, int count, double everyone) {
        return count == 0 ? everyone : (mean * count + everyone * PRIOR) / (count + PRIOR);
    }
}
