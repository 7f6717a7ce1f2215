package io.levee.rooms.review;

import io.levee.change.ChangedFile;
import java.util.List;

/// The probability that a change will be undone or cause an incident, from its shape and from what
/// was found: a logistic model over the measures of just-in-time defect prediction (Kamei et al.,
/// 2013) that a diff shows. The weights are where every organisation begins; what becomes of its
/// changes calibrates them.
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

    static double of(ReadChange change, List<Finding> findings, int notReviewed) {
        List<ChangedFile> files = change.request().change().files();
        double lines = 0;
        double removed = 0;
        double[] sizes = new double[files.size()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = files.get(i).added().size() + files.get(i).removed().size();
            removed += files.get(i).removed().size();
            lines += sizes[i];
        }
        long folders =
                files.stream().map(file -> folder(file.path())).distinct().count();
        double z = BASE
                + LINES * Math.log1p(lines)
                + FILES * Math.log1p(files.size())
                + FOLDERS * Math.log1p((double) folders)
                + ENTROPY * entropy(sizes, lines)
                + DELETED * (lines == 0 ? 0 : removed / lines)
                + UNSEEN * Math.min(1, notReviewed);
        for (Finding finding : findings) {
            z += switch (finding.severity()) {
                case CRITICAL -> CRITICAL;
                case HIGH -> HIGH;
                case MEDIUM -> MEDIUM;
                case LOW -> 0;
            };
        }
        return Math.round(1_000 / (1 + Math.exp(-z))) / 1_000.0;
    }

    private static String folder(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    /// How evenly the lines are spread over the files, 0 to 1.
    private static double entropy(double[] sizes, double lines) {
        if (sizes.length < 2 || lines == 0) {
            return 0;
        }
        double sum = 0;
        for (double size : sizes) {
            double p = size / lines;
            sum -= p == 0 ? 0 : p * Math.log(p);
        }
        return sum / Math.log(sizes.length);
    }
}
