package io.levee.app.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.facts.Fact;
import io.levee.facts.Layer;
import io.levee.facts.StopFact;
import io.levee.rooms.stop.Drills;
import io.levee.testkit.FakeClock;
import io.levee.testkit.MemoryLedger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DrillRunsTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final String REPORT = """
            {"ok":true,"seed":7,"stoppers":[{"layer":"identity","stopper":"tokens","verified":true,"millis":31.5,
            "boundMillis":1000,"effects":24,"lastEffectMillis":-1,"effectsAfterBound":0,"evidence":""}],
            "undrilled":["kafka"]}""";

    private final FakeClock clock = FakeClock.start();
    private final MemoryLedger ledger = new MemoryLedger(clock);
    private final Drills drills = new Drills();
    private Optional<Duration> every = Optional.of(DAY);

    DrillRunsTest() {
        ledger.follow(Set.of(Fact.Family.STOP), drills);
    }

    @Test
    void whatADrillFoundIsRecordedAndDoneAgainWhenItIsTime() {
        DrillRuns runs = runs("printf '%s' '" + REPORT + "'", Duration.ofMinutes(1));

        runs.tend();
        runs.tend();

        assertThat(found())
                .containsExactly(new StopFact.Drilled(
                        true,
                        7,
                        List.of(new StopFact.DrilledStopper(Layer.IDENTITY, "tokens", true, 31_500, 24, -1_000, 0)),
                        List.of("kafka")));
        assertThat(drills.of(ledger.origin()).orElseThrow().at()).isEqualTo(clock.instant());
        clock.advance(DAY);
        runs.tend();
        assertThat(found()).hasSize(2);
        every = Optional.empty();
        clock.advance(DAY);
        runs.tend();
        assertThat(found()).as("nobody wants one").hasSize(2);
    }

    @Test
    void whatComesToNoEndDidNotHold() {
        runs("exec sleep 600", Duration.ofMillis(200)).tend();
        clock.advance(DAY);
        runs("echo no report", Duration.ofMinutes(1)).tend();
        clock.advance(DAY);
        runs("echo '{}'", Duration.ofMinutes(1)).tend();
        clock.advance(DAY);
        runs("exit 4", Duration.ofMinutes(1)).tend();

        StopFact.Drilled failed = new StopFact.Drilled(false, 0, List.of(), List.of());
        assertThat(found()).containsExactly(failed, failed, failed, failed);
    }

    @Test
    void aReplicaThatEndsEndsItsDrillAndSaysNothingOfIt() throws InterruptedException {
        DrillRuns runs = runs("exec sleep 600", Duration.ofMinutes(10));
        Thread drilling = Thread.ofVirtual().start(runs::tend);
        while (ProcessHandle.current()
                .children()
                .noneMatch(child -> child.info().commandLine().orElse("").contains("sleep 600"))) {
            Thread.onSpinWait();
        }
        runs.close();
        drilling.join();
        assertThat(found()).isEmpty();
    }

    @Test
    void aRealDrillIsRead() {
        new DrillRuns(drills, () -> every, ledger, clock, DrillRuns.drillHere(), Duration.ofMinutes(3)).tend();

        assertThat(found())
                .singleElement()
                .satisfies(drill -> assertThat(drill.stoppers())
                        .extracting(StopFact.DrilledStopper::stopper)
                        .contains("tokens", "calls", "postgres-role"));
    }

    private DrillRuns runs(String script, Duration patience) {
        return new DrillRuns(drills, () -> every, ledger, clock, List.of("/bin/sh", "-c", script), patience);
    }

    private List<StopFact.Drilled> found() {
        return ledger.facts(StopFact.Drilled.class);
    }
}
