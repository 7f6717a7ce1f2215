package io.levee.adapters.git;

/// A commit that takes another back.
///
/// @param commit   the id of what takes back
/// @param reverted the id of what is taken back
/// @param how      how that is known; the strongest of those that hold
public record Revert(String commit, String reverted, How how) {
    /// From the strongest to the weakest.
    public enum How {
        /// The message says `This reverts commit …`, and there is one.
        NAMED,
        /// It has exactly the opposite content, or the opposite lines.
        INVERSE,
        /// Its subject is `Revert "…"` with the subject of an earlier one.
        SUBJECT
    }
}
