package io.levee.rooms.review;

/// The log odds that a change will be undone or cause an incident, before anything is known of
/// what became of others: a logistic model over measures of just-in-time defect prediction
/// (Kamei et al., 2013) that a diff shows, and over what was found. [RiskModel] calibrates it.
final class RiskRules {
    private static final double BASE = -3.4;
    private static final double LINES = 0.18;
    private static final double FILES = 0.15;
    private static final double FOLDERS = 0.12;
    private static final double ENTROPY = 0.25;
    private static final double DELETED = 0.10;
    private static final double CRITICAL = 2.5;
    private static final double HIGH = 1.8;
    private static final double MEDIUM = 0.5;
    private static final double UNSEEN = 0.6;

    private RiskRules() {}

    static double logOdds(RiskMeasures it) {
        double removed = Math.expm1(it.usually(RiskMeasure.REMOVED));
        double lines = Math.expm1(it.usually(RiskMeasure.ADDED)) + removed;
        return BASE
                + LINES * Math.log1p(lines)
                + FILES * it.usually(RiskMeasure.FILES)
                + FOLDERS * it.usually(RiskMeasure.FOLDERS)
                + ENTROPY * it.usually(RiskMeasure.ENTROPY)
                + DELETED * (lines == 0 ? 0 : removed / lines)
                + CRITICAL * it.usually(RiskMeasure.CRITICAL)
                + HIGH * it.usually(RiskMeasure.HIGH)
                + MEDIUM * it.usually(RiskMeasure.MEDIUM)
                + UNSEEN * it.usually(RiskMeasure.UNSEEN);
    }
}
