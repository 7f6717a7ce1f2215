package io.levee.score;

import java.util.List;

/// A logistic model that learns one outcome at a time and never forgets where it began: to the
/// log odds that it is given as a prior it adds a weighted sum of standardised inputs, and each
/// outcome moves the weights by one step of Newton's method, which keeps the normal
/// approximation of what is known about them (the extended Kalman filter for logistic
/// regression; Spiegelhalter and Lauritzen, 1990). The first variance of a weight is the
/// inverse of its L2 penalty.
///
/// Before it learnt anything it states the prior. Immutable, and without chance: the same
/// outcomes in the same order give the same model. An input that is `NaN` is not known and says
/// nothing.
public final class OnlineLogistic {
    public static final int INPUTS_MAX = 64;
    /// Standardised inputs are cut here: one change of a million lines is not a thousand
    /// changes.
    static final double INPUT_MAX = 4;
    /// Log odds are cut here: nothing is more certain than 6 in a million.
    static final double LOG_ODDS_MAX = 12;
    /// Inputs are cut here before anything, so that no sum of squares overflows.
    private static final double VALUE_MAX = 1e12;
    /// As many values as the expected mean and deviation of an input count for.
    private static final int EXPECTED_WEIGHT = 20;

    private final Spread[] spreads;
    private final double[] weights;
    private final double[][] covariance;
    private final int learnt;

    /// One input.
    ///
    /// @param mean      where it usually lies
    /// @param deviation how far from there, above 0
    /// @param variance  how far its weight may move, as the variance of a normal prior around 0
    public record Input(double mean, double deviation, double variance) {
        public Input {
            if (!Double.isFinite(mean) || !(deviation > 0) || !(variance > 0)) {
                throw new IllegalArgumentException(
                        "an input of mean %s, deviation %s, variance %s: give a number and two above 0"
                                .formatted(mean, deviation, variance));
            }
        }
    }

    private OnlineLogistic(Spread[] spreads, double[] weights, double[][] covariance, int learnt) {
        this.spreads = spreads;
        this.weights = weights;
        this.covariance = covariance;
        this.learnt = learnt;
    }

    /// Mean and sum of squares of an input, as Welford (1962) adds one value.
    private record Spread(double count, double mean, double squares) {
        Spread with(double value) {
            if (!Double.isFinite(value)) {
                return this;
            }
            double step = bounded(value) - mean;
            double moved = mean + step / (count + 1);
            return new Spread(count + 1, moved, squares + step * (bounded(value) - moved));
        }

        double standardised(double value) {
            double deviation = Math.sqrt(squares / count);
            return Double.isFinite(value) ? Math.clamp((bounded(value) - mean) / deviation, -INPUT_MAX, INPUT_MAX) : 0;
        }

        private static double bounded(double value) {
            return Math.clamp(value, -VALUE_MAX, VALUE_MAX);
        }
    }

    /// @param constant variance of the constant, which moves the base rate
    /// @param inputs   at most [#INPUTS_MAX]
    public static OnlineLogistic of(double constant, List<Input> inputs) {
        if (inputs.size() > INPUTS_MAX) {
            throw new IllegalArgumentException(
                    "%d inputs: a model has at most %d".formatted(inputs.size(), INPUTS_MAX));
        }
        int size = inputs.size() + 1;
        Spread[] spreads = new Spread[inputs.size()];
        double[][] covariance = new double[size][size];
        covariance[0][0] = constant;
        for (int i = 1; i < size; i++) {
            Input input = inputs.get(i - 1);
            double square = input.deviation() * input.deviation();
            spreads[i - 1] = new Spread(EXPECTED_WEIGHT, input.mean(), EXPECTED_WEIGHT * square);
            covariance[i][i] = input.variance();
        }
        return new OnlineLogistic(spreads, new double[size], covariance, 0);
    }

    /// How many outcomes it learnt.
    public int learnt() {
        return learnt;
    }

    /// @param prior  log odds before any of the inputs
    /// @param inputs as many as the model has
    /// @return 0 to 1, neither of them ever
    public double probability(double prior, double... inputs) {
        return sigmoid(prior + product(weights, standardised(inputs)));
    }

    public OnlineLogistic learn(double prior, boolean happened, double... inputs) {
        double[] x = standardised(inputs);
        double p = sigmoid(prior + product(weights, x));
        double[] reach = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            reach[i] = product(covariance[i], x);
        }
        double certainty = p * (1 - p);
        double scale = 1 + certainty * product(x, reach);
        double[] moved = weights.clone();
        double[][] left = new double[x.length][];
        for (int i = 0; i < x.length; i++) {
            moved[i] += reach[i] / scale * ((happened ? 1 : 0) - p);
            left[i] = covariance[i].clone();
            for (int j = 0; j < x.length; j++) {
                left[i][j] -= certainty * reach[i] * reach[j] / scale;
            }
        }
        Spread[] seen = new Spread[spreads.length];
        for (int i = 0; i < seen.length; i++) {
            seen[i] = spreads[i].with(inputs[i]);
        }
        return new OnlineLogistic(seen, moved, left, learnt + 1);
    }

    /// With the constant's 1 before them.
    private double[] standardised(double... inputs) {
        if (inputs.length != spreads.length) {
            throw new IllegalArgumentException("%d inputs for a model of %d".formatted(inputs.length, spreads.length));
        }
        double[] x = new double[inputs.length + 1];
        x[0] = 1;
        for (int i = 0; i < inputs.length; i++) {
            x[i + 1] = spreads[i].standardised(inputs[i]);
        }
        return x;
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double sigmoid(double logOdds) {
        return 1 / (1 + Math.exp(-Math.clamp(logOdds, -LOG_ODDS_MAX, LOG_ODDS_MAX)));
    }
}
