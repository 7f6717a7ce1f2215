package io.levee.score;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Forecasts of one kind, judged. What cannot be told from them is `NaN`.
public record Forecasts(List<Forecast> all) {
    /// Probabilities are kept away from 0 and 1 by this much where their logarithm is taken, so
    /// that one of certainty that was wrong costs much, but not everything.
    static final double CERTAIN = 0.001;

    public Forecasts {
        all = List.copyOf(all);
    }

    public int happened() {
        return (int) all.stream().filter(Forecast::happened).count();
    }

    /// Mean squared error (Brier, 1950): 0 is perfect, and a constant forecast of the base rate r
    /// has r (1 - r).
    public double brier() {
        return all.stream()
                .mapToDouble(it -> square(it.probability() - (it.happened() ? 1 : 0)))
                .average()
                .orElse(Double.NaN);
    }

    /// Mean negative logarithm, in nats, of the probability of what happened (Good, 1952): 0 is
    /// perfect.
    public double log() {
        return all.stream().mapToDouble(Forecasts::surprise).average().orElse(Double.NaN);
    }

    private static double surprise(Forecast forecast) {
        double probability = Math.clamp(forecast.probability(), CERTAIN, 1 - CERTAIN);
        return -Math.log(forecast.happened() ? probability : 1 - probability);
    }

    private static double square(double value) {
        return value * value;
    }

    /// The probability that of two, one of which happened, the forecast of that one was higher;
    /// equal ones count half (area under the ROC curve, by ranks: Mann and Whitney, 1947).
    public double auc() {
        List<Forecast> sorted = all.stream()
                .sorted(Comparator.comparingDouble(Forecast::probability))
                .toList();
        double ranks = 0;
        int from = 0;
        while (from < sorted.size()) {
            int to = from;
            while (to < sorted.size()
                    && sorted.get(to).probability() == sorted.get(from).probability()) {
                to++;
            }
            double rank = (from + 1 + to) / 2.0;
            ranks += rank
                    * sorted.subList(from, to).stream()
                            .filter(Forecast::happened)
                            .count();
            from = to;
        }
        double yes = happened();
        double no = all.size() - yes;
        return yes == 0 || no == 0 ? Double.NaN : (ranks - yes * (yes + 1) / 2) / (yes * no);
    }

    /// Which share of what happened is among the share of the highest forecasts. Ties are shared
    /// out: equal forecasts are caught in proportion.
    ///
    /// @param share of all forecasts, 0 to 1
    public double capture(double share) {
        double room = share * all.size();
        double caught = 0;
        List<Forecast> sorted = all.stream()
                .sorted(Comparator.comparingDouble(Forecast::probability).reversed())
                .toList();
        int from = 0;
        while (from < sorted.size() && room > 0) {
            int to = from;
            while (to < sorted.size()
                    && sorted.get(to).probability() == sorted.get(from).probability()) {
                to++;
            }
            double part = Math.min(1, room / (to - from));
            caught += part
                    * sorted.subList(from, to).stream()
                            .filter(Forecast::happened)
                            .count();
            room -= to - from;
            from = to;
        }
        return happened() == 0 ? Double.NaN : caught / happened();
    }

    /// A part of the forecasts that said about the same.
    ///
    /// @param said     mean probability
    /// @param happened share that came to pass
    /// @param low      lower end of the 95 % interval of that share (Wilson, 1927)
    /// @param high     its upper end
    public record Bin(int count, double said, double happened, double low, double high) {}

    /// The calibration curve: the forecasts in order of what they said, in bins of about equal
    /// size.
    ///
    /// @param bins 1 to 100; fewer come back where there are fewer forecasts
    public List<Bin> calibration(int bins) {
        if (bins < 1 || bins > 100) {
            throw new IllegalArgumentException("%d bins: ask for 1 to 100".formatted(bins));
        }
        List<Forecast> sorted = all.stream()
                .sorted(Comparator.comparingDouble(Forecast::probability))
                .toList();
        List<Bin> curve = new ArrayList<>();
        int count = Math.min(bins, sorted.size());
        for (int i = 0; i < count; i++) {
            int from = (int) ((long) i * sorted.size() / count);
            int to = (int) ((long) (i + 1) * sorted.size() / count);
            curve.add(bin(sorted.subList(from, to)));
        }
        return curve;
    }

    private static Bin bin(List<Forecast> part) {
        int count = part.size();
        double said = part.stream().mapToDouble(Forecast::probability).average().orElse(Double.NaN);
        double share = (double) part.stream().filter(Forecast::happened).count() / count;
        double z = 1.96;
        double centre = (share + z * z / (2 * count)) / (1 + z * z / count);
        double half = z * Math.sqrt(share * (1 - share) / count + z * z / (4.0 * count * count)) / (1 + z * z / count);
        return new Bin(count, said, share, Math.max(0, centre - half), Math.min(1, centre + half));
    }
}
