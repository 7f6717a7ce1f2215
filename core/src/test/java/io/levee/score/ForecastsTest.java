package io.levee.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ForecastsTest {
    private static final Forecasts FOUR = new Forecasts(List.of(
            new Forecast(0.9, true), new Forecast(0.8, false), new Forecast(0.3, true), new Forecast(0.1, false)));

    @Test
    void scoresAreWhatTheirDefinitionsSay() {
        assertThat(FOUR.brier()).isCloseTo((0.01 + 0.64 + 0.49 + 0.01) / 4, within(1e-12));
        assertThat(FOUR.log())
                .isCloseTo(-(Math.log(0.9) + Math.log(0.2) + Math.log(0.3) + Math.log(0.9)) / 4, within(1e-12));
        assertThat(FOUR.auc()).isEqualTo(0.75);
        assertThat(FOUR.capture(0.25)).isEqualTo(0.5);
        assertThat(FOUR.capture(1)).isEqualTo(1);
    }

    @Test
    void equalForecastsRankNothing() {
        Forecasts same =
                new Forecasts(List.of(new Forecast(0.5, true), new Forecast(0.5, false), new Forecast(0.5, false)));
        assertThat(same.auc()).isEqualTo(0.5);
        assertThat(same.capture(0.1)).isCloseTo(0.1, within(1e-12));
    }

    @Test
    void whatCannotBeToldIsNoNumber() {
        Forecasts none = new Forecasts(List.of());
        assertThat(none.brier()).isNaN();
        assertThat(none.auc()).isNaN();
        assertThat(none.capture(0.1)).isNaN();
        assertThat(none.calibration(10)).isEmpty();
    }

    @Test
    void aucIsTheShareOfPairsInTheRightOrder() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<Forecast> all = new ArrayList<>();
            for (int i = random.nextInt(40); i >= 0; i--) {
                all.add(new Forecast(random.nextInt(8) / 7.0, random.nextInt(3) == 0));
            }
            double pairs = 0;
            double right = 0;
            for (Forecast yes : all) {
                for (Forecast no : all) {
                    if (yes.happened() && !no.happened()) {
                        pairs++;
                        right += yes.probability() > no.probability()
                                ? 1
                                : yes.probability() == no.probability() ? 0.5 : 0;
                    }
                }
            }
            double auc = new Forecasts(all).auc();
            if (pairs == 0) {
                assertThat(auc).as("seed %d", seed).isNaN();
            } else {
                assertThat(auc).as("seed %d", seed).isCloseTo(right / pairs, within(1e-9));
            }
        }
    }

    @Test
    void aCalibratedForecasterLiesWithinItsIntervals() {
        Random random = new Random(7);
        List<Forecast> all = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            double probability = random.nextDouble();
            all.add(new Forecast(probability, random.nextDouble() < probability));
        }
        long within = new Forecasts(all)
                .calibration(20).stream()
                        .filter(bin -> bin.low() <= bin.said() && bin.said() <= bin.high())
                        .count();
        assertThat(within).isGreaterThanOrEqualTo(17);
    }

    @Test
    void fewValuesNeverTopATable() {
        double everyone = 0.1;
        assertThat(Shrunk.mean(0, 1, everyone)).isGreaterThan(Shrunk.mean(0.02, 500, everyone));
        assertThat(Shrunk.mean(Double.NaN, 0, everyone)).isEqualTo(everyone);
    }
}
