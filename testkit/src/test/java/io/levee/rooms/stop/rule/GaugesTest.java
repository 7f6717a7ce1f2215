package io.levee.rooms.stop.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.levee.budget.Unit;
import io.levee.organisation.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The sequential tests keep what the package promises. Every history comes from its seed.
final class GaugesTest {
    private static final int HISTORIES = 4_000;
    private static final Instant START = Instant.parse("2026-11-02T09:00:00Z");

    private static Watch.Share share(double normal, double harmful, long oneIn) {
        return new Watch.Share(Watch.Outcome.REFUSED, normal, harmful, oneIn);
    }

    /// Calls until the alarm, or `most` + 1.
    private static int runLength(Watch.Share share, IntFunction<Boolean> isBad, int most) {
        ShareGauge gauge = new ShareGauge(share);
        for (int call = 1; call <= most; call++) {
            if (gauge.learned(isBad.apply(call))) {
                return call;
            }
        }
        return most + 1;
    }

    /// The chance of a false alarm within n calls is at most n / oneIn, also at the very edge of what is normal.
    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.1, 0.3})
    void whatIsNormalSeldomAlarms(double normal) {
        Watch.Share share = share(normal, Math.min(0.9, normal * 3), 1_000);
        int calls = 100;
        int alarms = 0;
        for (int seed = 0; seed < HISTORIES; seed++) {
            Random random = new Random(seed);
            alarms += runLength(share, _ -> random.nextDouble() < normal, calls) <= calls ? 1 : 0;
        }
        assertThat(alarms / (double) HISTORIES).isLessThanOrEqualTo(0.1);
    }

    /// The simulation itself: the same histories against the fixed bet that the theory begins with, never restarted,
    /// stay
    /// under Ville's bound, and reach it nearly where the overshoot is small.
    @Test
    void theSimulationFindsTheErrorRateThatIsThere() {
        double normal = 0.3;
        double bad = Math.log(0.4 / normal);
        double good = Math.log1p(-0.4) - Math.log1p(-normal);
        int crossed = 0;
        for (int seed = 0; seed < HISTORIES; seed++) {
            Random random = new Random(seed);
            double log = 0;
            for (int call = 0; call < 3_000 && log < Math.log(20); call++) {
                log += random.nextDouble() < normal ? bad : good;
            }
            crossed += log >= Math.log(20) ? 1 : 0;
        }
        assertThat(crossed / (double) HISTORIES).isBetween(0.03, 0.055);
    }

    /// No model of the calls is needed: whoever chooses, having seen everything, when to go wrong cannot alarm more
    /// often
    /// so long as each single chance is normal.
    @Test
    void whoeverTimesTheirNormalRefusalsAlarmsNoMoreOften() {
        double normal = 0.2;
        Watch.Share share = share(normal, 0.6, 1_000);
        int alarms = 0;
        for (int seed = 0; seed < HISTORIES; seed++) {
            Random random = new Random(seed);
            int[] streak = {0};
            alarms += runLength(
                                    share,
                                    _ -> {
                                        // after a success it lies low, after a refusal it goes on as hard as it may
                                        boolean bad = random.nextDouble() < (streak[0] > 0 ? normal : normal / 2);
                                        streak[0] = bad ? streak[0] + 1 : 0;
                                        return bad;
                                    },
                                    100)
                            <= 100
                    ? 1
                    : 0;
        }
        assertThat(alarms / (double) HISTORIES).isLessThanOrEqualTo(0.1);
    }

    @Test
    void theMeanTimeToAFalseAlarmIsAtLeastWhatWasPromised() {
        Watch.Share share = share(0.1, 0.4, 500);
        double sum = 0;
        int histories = 600;
        for (int seed = 0; seed < histories; seed++) {
            Random random = new Random(seed);
            sum += runLength(share, _ -> random.nextDouble() < 0.1, 50_000);
        }
        assertThat(sum / histories).isGreaterThanOrEqualTo(500);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 100_000})
    void aChangeIsFoundAsSoonAfterALongQuietHistory(int quiet) {
        Watch.Share share = share(0.05, 0.5, 1_000_000);
        double sum = 0;
        int histories = quiet > 1_000 ? 40 : 1_000;
        for (int seed = 0; seed < histories; seed++) {
            Random random = new Random(seed);
            int length = runLength(share, call -> random.nextDouble() < (call <= quiet ? 0.01 : 0.5), quiet + 10_000);
            assertThat(length).isGreaterThan(quiet);
            sum += length - quiet;
        }
        assertThat(sum / histories).isCloseTo(GaugeRules.delay(share), within(GaugeRules.delay(share) * 0.5));
    }

    @Test
    void whoIsRefusedEveryTimeIsFoundSoonerThanWhoIsRefusedEverySecondTime() {
        Watch.Share share = share(0.05, 0.5, 1_000_000);
        int always = runLength(share, _ -> true, 1_000);
        assertThat(always).isLessThanOrEqualTo(6);
    }

    @Test
    void noHistoryMakesANumberThatIsNone() {
        Watch.Share share = share(0.000001, 0.999, 1_000_000_000_000L);
        ShareGauge gauge = new ShareGauge(share);
        Suspicion suspicion = new Suspicion(3);
        for (int i = 0; i < 1_000_000; i++) {
            gauge.learned(i % 1_000 == 999);
            suspicion.restart();
            suspicion.add(new double[] {1_000, -1_000, 1e-300}, 1);
        }
        assertThat(suspicion.log()).isFinite();
        assertThat(gauge.measures()).extracting(one -> one.note()).noneMatch(note -> note.contains("NaN"));
    }

    private static final Watch.Pace PACE = new Watch.Pace(Unit.CALLS, 60, 600, 15, 100_000);

    /// Minutes until the alarm, or `most` + 1; calls come as a Poisson process of so many an hour.
    private static double minutes(Watch.Pace pace, long seed, double anHour, int most) {
        Random random = new Random(seed);
        PaceGauge gauge = new PaceGauge(pace);
        double hours = 0;
        while (hours * 60 <= most) {
            hours += -Math.log(1 - random.nextDouble()) / anHour;
            if (gauge.learned(START.plusMillis((long) (hours * 3_600_000)), 1)) {
                return hours * 60;
            }
        }
        return most + 1;
    }

    @Test
    void whatIsSpentAtANormalPaceSeldomAlarms() {
        Watch.Pace strict = new Watch.Pace(Unit.CALLS, 60, 120, 1, 1_000);
        int alarms = 0;
        for (int seed = 0; seed < HISTORIES; seed++) {
            alarms += minutes(strict, seed, 60, 100) <= 100 ? 1 : 0;
        }
        assertThat(alarms / (double) HISTORIES).isLessThanOrEqualTo(0.1);
    }

    @Test
    void aHarmfulPaceIsFound() {
        double sum = 0;
        for (int seed = 0; seed < 500; seed++) {
            sum += minutes(PACE, seed, 600, 10_000);
        }
        assertThat(sum / 500).isCloseTo(GaugeRules.delay(PACE), within(GaugeRules.delay(PACE) * 0.5));
    }

    /// How often somebody looks, and how many uses one entry stands for, changes nothing within a grain.
    @Test
    void batchesChangeNothing() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            PaceGauge single = new PaceGauge(PACE);
            PaceGauge batched = new PaceGauge(PACE);
            Instant time = START;
            boolean one = false;
            boolean other = false;
            for (int i = 0; i < 400 && !one && !other; i++) {
                time = time.plusSeconds(random.nextInt(90));
                int uses = 1 + random.nextInt(10);
                for (int use = 0; use < uses; use++) {
                    one |= single.learned(time, 1);
                }
                other = batched.learned(time, uses);
                assertThat(one).isEqualTo(other);
            }
        }
    }

    @Test
    void idleTimeExcusesNothingAndAccusesNobody() {
        PaceGauge fresh = new PaceGauge(PACE);
        PaceGauge idle = new PaceGauge(PACE);
        idle.learned(START.minus(Duration.ofDays(365)), 1);
        int calls = 0;
        boolean alarm = false;
        while (!alarm) {
            calls++;
            alarm = fresh.learned(START, 1);
            assertThat(idle.learned(START, 1)).isEqualTo(alarm);
        }
        assertThat(calls).isGreaterThan((int) PACE.grain());
    }

    @Test
    void aClockThatGoesBackIsNoReasonToAlarm() {
        PaceGauge gauge = new PaceGauge(PACE);
        for (int i = 0; i < 1_000; i++) {
            Instant time = START.plus(Duration.ofMinutes(i)).minus(Duration.ofHours(i % 2));
            assertThat(gauge.learned(time, 1)).isFalse();
        }
    }
}
