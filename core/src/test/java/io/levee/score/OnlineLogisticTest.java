package io.levee.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.levee.score.OnlineLogistic.Input;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class OnlineLogisticTest {
    private static final long SEED = 17;
    private static final Input USUAL = new Input(0, 1, 0.05);

    private static OnlineLogistic model(int inputs) {
        return OnlineLogistic.of(1, Collections.nCopies(inputs, USUAL));
    }

    @Test
    void beforeItLearntItStatesThePrior() {
        assertThat(model(2).probability(Math.log(3), 5, -7)).isCloseTo(0.75, within(1e-12));
        assertThat(model(2).learnt()).isZero();
    }

    @Test
    void oneOutcomeMovesTheConstantAsItsDefinitionSays() {
        // p = 1/2, variance 1: gain 1 / (1 + 1/4), so the constant becomes 0.8 * 0.5
        OnlineLogistic learnt = model(0).learn(0, true);
        assertThat(learnt.probability(0)).isCloseTo(1 / (1 + Math.exp(-0.4)), within(1e-12));
        assertThat(learnt.learnt()).isEqualTo(1);
    }

    @Test
    void aPlantedSignalIsLearntAndStaysCalibrated() {
        Random random = new Random(SEED);
        OnlineLogistic model = model(3);
        List<Forecast> forecasts = new ArrayList<>();
        List<Forecast> constant = new ArrayList<>();
        for (int i = 0; i < 4_000; i++) {
            double[] x = {random.nextGaussian(), random.nextGaussian(), 50 + 7 * random.nextGaussian()};
            double truth = 1 / (1 + Math.exp(2.5 - 1.2 * x[0] - 0.8 * (x[2] - 50) / 7));
            boolean happened = random.nextDouble() < truth;
            if (i >= 1_000) {
                forecasts.add(new Forecast(model.probability(0, x), happened));
                constant.add(new Forecast(0.12, happened));
            }
            model = model.learn(0, happened, x);
        }
        Forecasts learnt = new Forecasts(forecasts);
        assertThat(learnt.auc()).as("seed %d", SEED).isGreaterThan(0.78);
        assertThat(learnt.brier()).as("seed %d", SEED).isLessThan(0.9 * new Forecasts(constant).brier());
        assertThat(learnt.calibration(5))
                .as("seed %d", SEED)
                .allSatisfy(bin -> assertThat(bin.said()).isBetween(bin.low() - 0.02, bin.high() + 0.02));
    }

    @Test
    void noiseIsNotTakenForASignal() {
        Random random = new Random(SEED);
        OnlineLogistic model = model(20);
        double worst = 0;
        for (int i = 0; i < 3_000; i++) {
            double[] x = random.doubles(20).map(it -> 2 * it - 1).toArray();
            if (i >= 1_000) {
                worst = Math.max(worst, model.probability(-2, x));
            }
            model = model.learn(-2, random.nextInt(50) == 0, x);
        }
        assertThat(worst).as("seed %d", SEED).isLessThan(0.15);
    }

    @Test
    void whateverItIsToldItsAnswerIsAProbability() {
        Random random = new Random(SEED);
        OnlineLogistic model = model(3);
        double[] strange = {0, Double.NaN, Double.MAX_VALUE, -Double.MAX_VALUE, Double.POSITIVE_INFINITY, 1e-300};
        for (int i = 0; i < 2_000; i++) {
            double[] x = random.ints(3, 0, strange.length)
                    .mapToDouble(it -> strange[it])
                    .toArray();
            assertThat(model.probability(40 * random.nextGaussian(), x))
                    .as("seed %d, step %d", SEED, i)
                    .isStrictlyBetween(0.0, 1.0);
            model = model.learn(20 * random.nextGaussian(), random.nextBoolean(), x);
        }
    }

    @Test
    void whatIsNotKnownSaysNothing() {
        OnlineLogistic model = model(1).learn(0, true, 3).learn(0, false, -3);
        double without = model.probability(0, Double.NaN);
        assertThat(model.probability(0, 3)).isGreaterThan(without);
        assertThat(model.probability(0, -3)).isLessThan(without);
    }

    @Test
    void wrongShapesAreRefused() {
        assertThatThrownBy(() -> model(2).probability(0, 1)).hasMessage("1 inputs for a model of 2");
        assertThatThrownBy(() -> model(OnlineLogistic.INPUTS_MAX + 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Input(0, 0, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
