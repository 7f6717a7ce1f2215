package io.levee.rooms.review;

import io.levee.score.OnlineLogistic;
import io.levee.score.OnlineLogistic.Input;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The probability that a change will be undone or cause an incident. It begins with the
/// weights of [RiskRules], where every organisation begins, and what became of earlier changes
/// moves it from there. Immutable.
public final class RiskModel {
    /// Repositories differ most in how often changes are undone at all.
    private static final double CONSTANT_VARIANCE = 1;
    /// How far a risk may be stretched or shrunk as a whole (Platt, 1999).
    private static final Input STATED = new Input(-2.2, 0.8, 0.2);

    /// Nothing was learnt.
    public static final RiskModel PRIOR = new RiskModel(model());

    private final OnlineLogistic learnt;

    private RiskModel(OnlineLogistic learnt) {
        this.learnt = learnt;
    }

    private static OnlineLogistic model() {
        List<Input> inputs = new ArrayList<>();
        inputs.add(STATED);
        Arrays.stream(RiskMeasure.values()).forEach(it -> inputs.add(it.usual()));
        return OnlineLogistic.of(CONSTANT_VARIANCE, inputs);
    }

    /// In ten-thousandths, 0 to 1.
    public double risk(RiskMeasures measures) {
        double prior = RiskRules.logOdds(measures);
        return Math.round(10_000 * learnt.probability(prior, inputs(prior, measures))) / 10_000.0;
    }

    /// @param undone whether the change was undone or caused an incident
    public RiskModel learn(RiskMeasures measures, boolean undone) {
        double prior = RiskRules.logOdds(measures);
        return new RiskModel(learnt.learn(prior, undone, inputs(prior, measures)));
    }

    /// How many outcomes it learnt.
    public int outcomes() {
        return learnt.learnt();
    }

    private static double[] inputs(double prior, RiskMeasures measures) {
        double[] values = measures.inputs();
        double[] inputs = new double[values.length + 1];
        inputs[0] = prior;
        System.arraycopy(values, 0, inputs, 1, values.length);
        return inputs;
    }
}
