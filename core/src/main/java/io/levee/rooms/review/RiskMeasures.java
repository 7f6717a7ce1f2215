package io.levee.rooms.review;

import io.levee.change.ChangedFile;
import io.levee.identity.TeamId;
import io.levee.knowledge.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// One change as the risk model sees it. Immutable.
public final class RiskMeasures {
    private final Map<RiskMeasure, Double> values;

    private RiskMeasures(Map<RiskMeasure, Double> values) {
        this.values = new EnumMap<>(values);
    }

    /// Of a change that was reviewed.
    public static RiskMeasures of(ReviewRequest request, Review review) {
        return of(request, review.findings(), review.notReviewed().size());
    }

    /// The same change as one team knows it: by its own findings.
    RiskMeasures of(TeamId team, List<Finding> findings) {
        List<Finding> own = findings.stream()
                .filter(it -> it.team().equals(team) || it.also().contains(team))
                .toList();
        return with(own, Weights.NEUTRAL_FOR_ALL);
    }

    private RiskMeasures with(List<Finding> findings, Weights weights) {
        RiskMeasures other = new RiskMeasures(values);
        other.values.put(RiskMeasure.CRITICAL, weigh(findings, Severity.CRITICAL, weights));
        other.values.put(RiskMeasure.HIGH, weigh(findings, Severity.HIGH, weights));
        other.values.put(RiskMeasure.MEDIUM, weigh(findings, Severity.MEDIUM, weights));
        other.values.put(RiskMeasure.LOW, weigh(findings, Severity.LOW, weights));
        return other;
    }

    static RiskMeasures of(ReviewRequest request, List<Finding> findings, int notReviewed) {
        List<ChangedFile> files = request.change().files();
        Map<RiskMeasure, Double> values = new EnumMap<>(RiskMeasure.class);
        double added = 0;
        double removed = 0;
        List<Double> sizes = new ArrayList<>();
        for (ChangedFile file : files) {
            int plus = file.added().size();
            int minus = file.removed().size();
            sizes.add((double) plus + minus);
            added += plus;
            removed += minus;
        }
        shape(files.stream().map(ChangedFile::path).toList(), files.size(), values);
        values.put(RiskMeasure.ENTROPY, entropy(sizes, added + removed));
        values.put(RiskMeasure.ADDED, Math.log1p(added));
        values.put(RiskMeasure.REMOVED, Math.log1p(removed));
        values.put(RiskMeasure.UNSEEN, (double) Math.min(1, notReviewed));
        past(request.past(), values);
        return new RiskMeasures(values).with(findings, request.weights());
    }

    /// Of a change of which only the files are known.
    ///
    /// @param changed how many files those are, of which `paths` may be the first
    public static RiskMeasures of(List<String> paths, int changed, Past past) {
        Map<RiskMeasure, Double> values = new EnumMap<>(RiskMeasure.class);
        shape(paths, changed, values);
        past(past, values);
        return new RiskMeasures(values);
    }

    private static void shape(List<String> paths, int changed, Map<RiskMeasure, Double> values) {
        values.put(RiskMeasure.FILES, Math.log1p(changed));
        values.put(RiskMeasure.FOLDERS, distinct(paths, '/', true));
        values.put(RiskMeasure.SUBSYSTEMS, distinct(paths, '/', false));
    }

    private static void past(Past past, Map<RiskMeasure, Double> values) {
        values.put(RiskMeasure.LINES_BEFORE, Math.log1p(past.linesBefore()));
        values.put(RiskMeasure.FIX, past.fix());
        values.put(RiskMeasure.DEVELOPERS, Math.log1p(past.developers()));
        values.put(RiskMeasure.AGE, Math.log1p(past.ageDays()));
        values.put(RiskMeasure.LAST_CHANGES, Math.log1p(past.lastChanges()));
        values.put(RiskMeasure.EXPERIENCE, Math.log1p(past.experience()));
        values.put(RiskMeasure.RECENT_EXPERIENCE, Math.log1p(past.recentExperience()));
        values.put(RiskMeasure.SUBSYSTEM_EXPERIENCE, Math.log1p(past.subsystemExperience()));
    }

    private static double distinct(List<String> paths, char slash, boolean deepest) {
        long folders = paths.stream()
                .map(path -> {
                    int end = deepest ? path.lastIndexOf(slash) : path.indexOf(slash);
                    return end < 0 ? "" : path.substring(0, end);
                })
                .distinct()
                .count();
        return Math.log1p((double) folders);
    }

    /// Each finding once, as much as its team's word counts.
    private static double weigh(List<Finding> findings, Severity severity, Weights weights) {
        return findings.stream()
                .filter(it -> it.severity() == severity)
                .mapToDouble(it -> weights.of(it.team()))
                .sum();
    }

    private static double entropy(List<Double> sizes, double lines) {
        if (sizes.size() < 2 || lines == 0) {
            return 0;
        }
        double sum = 0;
        for (double size : sizes) {
            double p = size / lines;
            sum -= p == 0 ? 0 : p * Math.log(p);
        }
        return sum / Math.log(sizes.size());
    }

    /// What is not known is taken to be as usual.
    double usually(RiskMeasure measure) {
        double value = values.getOrDefault(measure, Double.NaN);
        return Double.isNaN(value) ? measure.mean() : value;
    }

    /// In the order of [RiskMeasure]; `NaN` where it is not known.
    double[] inputs() {
        return Arrays.stream(RiskMeasure.values())
                .mapToDouble(it -> values.getOrDefault(it, Double.NaN))
                .toArray();
    }
}
