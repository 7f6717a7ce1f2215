package io.levee.rooms.review;

/// Two files that history changed together, so that one without the other may be a slip.
///
/// @param file   what was changed
/// @param other  what was changed with it; it is there at the base of the change
/// @param both   commits that changed both (the support)
/// @param alone  commits that changed `file`, with or without the other
/// @param newest the newest commit that changed both, in full
public record CoChange(String file, String other, int both, int alone, String newest) {
    /// The support that a pair needs.
    public static final int SUPPORT_MIN = 6;
    /// The share of the changes of `file` that it needs.
    public static final double CONFIDENCE_MIN = 0.85;

    public CoChange {
        if (both < 1 || alone < both) {
            throw new IllegalArgumentException(
                    "`%d` of `%d` commits: both are counted among those of the file".formatted(both, alone));
        }
    }

    double confidence() {
        return (double) both / alone;
    }
}
