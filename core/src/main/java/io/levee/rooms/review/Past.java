package io.levee.rooms.review;

/// What a repository's history, up to the base of a change, says about the change: the measures
/// of Kamei et al. (2013) that no diff shows. One that is not known is `NaN`.
///
/// @param linesBefore         lines that a changed file had, on average (LT)
/// @param fix                 1 where the change says that it mends something, else 0 (FIX)
/// @param developers          people who changed one of its files before (NDEV)
/// @param ageDays             days since its files were last changed, on average (AGE)
/// @param lastChanges         different changes that were the last of one of its files (NUC)
/// @param experience          changes that its author made before (EXP)
/// @param recentExperience    those, each divided by its age in begun years (REXP)
/// @param subsystemExperience those in the folders at the root that this change touches (SEXP)
public record Past(
        double linesBefore,
        double fix,
        double developers,
        double ageDays,
        double lastChanges,
        double experience,
        double recentExperience,
        double subsystemExperience) {
    /// No history is known.
    public static final Past UNKNOWN =
            new Past(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
}
