package io.levee.realparts;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.adapters.flink.FlinkKind;
import io.levee.app.drill.outside.Engine;
import io.levee.facts.StopFact;
import io.levee.rooms.stop.Stopper;
import io.levee.testkit.StopTrial;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Jobs of agents on a Flink that Levee does not run, stopped past Levee's gateway.
final class FlinkStopTest {
    private static final int STOPS = 24;
    private static final String RESTARTS = "0c000000000000000000000000000001";
    private static final String STUBBORN = "0d000000000000000000000000000001";
    private static final String OTHERS = "0e000000000000000000000000000001";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Engine engine;

    @SuppressWarnings("NullAway.Init")
    private static Upstream flink;

    @BeforeAll
    static void start() throws IOException {
        List<String> jobs = new ArrayList<>(IntStream.range(0, STOPS)
                .mapToObj(number -> "0b%030x#report-%02d".formatted(number, number))
                .toList());
        jobs.add(RESTARTS + "?restarts");
        jobs.add(STUBBORN + "~stubborn");
        jobs.add(OTHERS + "#others");
        engine = Engines.start(
                "flink",
                "io.levee.engines.flink.SessionCluster",
                folder,
                List.of("java.util", "java.lang", "java.time"),
                jobs);
        flink = new Upstream(URI.create(engine.awaitSaid("ready")));
        effects("others").awaitMore(); // it is submitted last
    }

    @AfterAll
    static void end() {
        engine.close();
    }

    @Test
    void eachJobEndsAndNothingIsWrittenAfterwards() {
        List<Duration> confirmed = new ArrayList<>();
        List<Duration> lasted = new ArrayList<>();
        for (int number = 0; number < STOPS; number++) {
            String name = "report-%02d".formatted(number);
            StopTrial trial = trial("writer %s*".formatted(name), "other others");
            Effects effects = effects(name);
            effects.awaitMore();
            StopFact.Ordered order = trial.order("s-" + number, "writer");
            assertThat(trial.stopper().verify(order, StopTrial.AT).holds()).isFalse();

            Instant ordered = Instant.now();
            Stopper.Done done = trial.stopper().stop(order, StopTrial.AT);
            Instant reported = Instant.now();

            assertThat(done.affected()).isEqualTo(1);
            assertThat(flink.get("/jobs/0b%030x/status".formatted(number))).contains("CANCELED");
            assertThat(trial.stopper().verify(order, StopTrial.AT).evidence())
                    .isEqualTo("jobs of 1 footholds: 0 have not ended, 0 of them are CANCELLING");
            assertThat(trial.stopper().stop(order, StopTrial.AT).affected())
                    .as("nothing is left to end")
                    .isZero();
            assertThat(effects.last())
                    .as("an effect after the stop was reported")
                    .isBefore(reported);
            confirmed.add(Duration.between(ordered, reported));
            Duration last = Duration.between(ordered, effects.last());
            lasted.add(last.isNegative() ? Duration.ZERO : last);
        }
        effects("others").awaitMore();
        System.out.printf(
                "flink, %d stops: confirmed %s; stop to last effect %s%n", STOPS, spread(confirmed), spread(lasted));
    }

    @Test
    void aJobThatIsStartedAgainWhenItFailsEndsToo() {
        StopTrial trial = trial("writer " + RESTARTS);
        Effects effects = effects("restarts");
        effects.awaitMore();
        StopFact.Ordered order = trial.order("s-restarts", "writer");
        assertThat(trial.stopper().verify(order, StopTrial.AT).holds()).isFalse();

        assertThat(trial.stopper().stop(order, StopTrial.AT).affected()).isEqualTo(1);
        Instant reported = Instant.now();

        assertThat(trial.stopper().verify(order, StopTrial.AT).holds()).isTrue();
        assertThat(flink.get("/jobs/%s/status".formatted(RESTARTS))).contains("CANCELED");
        effects("others").awaitMore();
        assertThat(effects.last()).isBefore(reported);
    }

    @Test
    void aJobThatSwallowsInterruptsIsNotCalledStopped() {
        StopTrial trial = trial("writer stubborn");
        StopFact.Ordered order = trial.order("s-stubborn", "writer");
        effects("stubborn").awaitMore();

        assertThat(failure(() -> trial.stopper().stop(order, StopTrial.AT)))
                .hasValueSatisfying(message -> assertThat(message).startsWith("1 jobs are still CANCELLING"));

        Stopper.Proof proof = trial.stopper().verify(order, StopTrial.AT);
        assertThat(proof.holds()).isFalse();
        assertThat(proof.evidence()).isEqualTo("jobs of 1 footholds: 1 have not ended, 1 of them are CANCELLING");
        effects("stubborn").awaitMore();
    }

    @Test
    void aRehearsalCancelsNothing() {
        Stopper.Proof proof = trial("writer others").stopper().rehearse().orElseThrow();
        assertThat(proof.holds()).isTrue();
        assertThat(proof.evidence()).contains("cancel of a job that is not there: 404; no job was cancelled");
        effects("others").awaitMore();
    }

    @Test
    void aFlinkThatIsDownIsNotStopped() {
        StopTrial trial = new StopTrial(
                new FlinkKind(),
                Map.of("url", "http://127.0.0.1:" + Engine.freePorts(1).getFirst()),
                "writer others");
        StopFact.Ordered order = trial.order("s-down", "writer");
        assertThat(failure(() -> trial.stopper().stop(order, StopTrial.AT))).isPresent();
        assertThat(failure(() -> trial.stopper().verify(order, StopTrial.AT))).isPresent();
        assertThat(failure(() -> trial.stopper().rehearse())).isPresent();
    }

    private static Optional<String> failure(Runnable work) {
        try {
            work.run();
            return Optional.empty();
        } catch (IllegalStateException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static StopTrial trial(String... footholds) {
        return new StopTrial(new FlinkKind(), Map.of("url", flink.uri().toString()), footholds);
    }

    private static Effects effects(String name) {
        return new Effects(folder.resolve(name));
    }

    private static String spread(List<Duration> durations) {
        List<Long> millis = durations.stream().map(Duration::toMillis).sorted().toList();
        return "min %d, median %d, max %d ms"
                .formatted(millis.getFirst(), millis.get(millis.size() / 2), millis.getLast());
    }
}
