package io.levee.rooms.review;

import io.levee.score.OnlineLogistic.Input;

/// What the risk of a change is judged by: the measures of just-in-time defect prediction
/// (Kamei et al., 2013), and what the reviewers found. Counts enter by their logarithm.
enum RiskMeasure {
    /// Different folders at the root (NS).
    SUBSYSTEMS(1.0, 0.4),
    /// Different folders (ND).
    FOLDERS(1.2, 0.6),
    /// Files (NF).
    FILES(1.4, 0.8),
    /// How evenly the lines are spread over the files, 0 to 1.
    ENTROPY(0.5, 0.4),
    /// Lines added (LA).
    ADDED(3.5, 1.6),
    /// Lines removed (LD).
    REMOVED(2.5, 1.8),
    /// See [Past].
    LINES_BEFORE(4.8, 1.5),
    FIX(0.2, 0.4),
    DEVELOPERS(1.2, 0.7),
    AGE(2.5, 1.5),
    LAST_CHANGES(1.2, 0.6),
    EXPERIENCE(4.0, 2.0),
    RECENT_EXPERIENCE(3.0, 1.8),
    SUBSYSTEM_EXPERIENCE(3.0, 1.8),
    /// Findings, by severity, each as much as its team's word counts ([Weights]).
    CRITICAL(0.02, 0.15),
    HIGH(0.05, 0.25),
    MEDIUM(0.1, 0.35),
    LOW(0.1, 0.35),
    /// 1 where something could not be looked at, else 0.
    UNSEEN(0.05, 0.2);

    /// L2 penalty of 20 for each: some hundred outcomes must say the same before a weight is
    /// theirs.
    private static final double VARIANCE = 0.05;

    private final double mean;
    private final double deviation;

    /// @param mean      where it usually lies, as it enters
    /// @param deviation how far from there
    RiskMeasure(double mean, double deviation) {
        this.mean = mean;
        this.deviation = deviation;
    }

    /// Where it usually lies, as it enters.
    double mean() {
        return mean;
    }

    Input usual() {
        return new Input(mean, deviation, VARIANCE);
    }
}
