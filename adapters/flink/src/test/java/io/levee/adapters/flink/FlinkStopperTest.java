package io.levee.adapters.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levee.facts.StopFact;
import io.levee.rooms.stop.Stopper;
import io.levee.testkit.StopTrial;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FlinkStopperTest {
    private static final String A = "0a000000000000000000000000000001";
    private static final String B = "0b000000000000000000000000000002";
    private static final String C = "0c000000000000000000000000000003";

    private final FlinkDouble flink = new FlinkDouble();

    @AfterEach
    void end() {
        flink.close();
    }

    @Test
    void whatTheScopeHasEndsAndNothingElse() {
        flink.runs(A, "report-1", "RUNNING");
        flink.runs(B, "anything", "RESTARTING");
        flink.runs(C, "my-report-1", "RUNNING");
        StopTrial trial = trial("writer report-*", "writer " + B, "other my-*");
        StopFact.Ordered order = trial.order("s-1", "writer");
        Stopper stopper = trial.stopper();
        assertThat(stopper.verify(order, StopTrial.AT).holds()).isFalse();
        assertThat(stopper.stop(order, StopTrial.AT).affected()).isEqualTo(2);
        assertThat(stopper.verify(order, StopTrial.AT).holds()).isTrue();
        assertThat(flink.states()).containsExactly("CANCELED", "CANCELED", "RUNNING");
        assertThat(stopper.stop(order, StopTrial.AT).affected()).isZero();
        assertThat(flink.cancels()).isEqualTo(2);
    }

    @Test
    void jobsThatBeginMeanwhileEndToo() {
        flink.runs(A, "report-1", "RUNNING");
        AtomicInteger begun = new AtomicInteger();
        flink.cancelled = job -> {
            flink.jobs.put(job.id(), job.in("CANCELED"));
            if (begun.incrementAndGet() < 5) {
                flink.runs("%032x".formatted(begun.get()), "report-again", "INITIALIZING");
            }
        };
        StopTrial trial = trial("writer report-*");
        assertThat(trial.stopper()
                        .stop(trial.order("s-1", "writer"), StopTrial.AT)
                        .affected())
                .isEqualTo(5);
        assertThat(flink.states()).containsOnly("CANCELED");
    }

    @Test
    void aSuspendedJobGoesOnElsewhereAndAnUnknownStateIsNoEnd() {
        flink.cancelled = _ -> {};
        StopTrial trial = trial("writer report");
        StopFact.Ordered order = trial.order("s-1", "writer");
        for (String state : List.of("SUSPENDED", "CANCELLING", "FAILING", "CREATED", "RECONCILING", "NEW_WORD")) {
            flink.runs(A, "report", state);
            assertThat(trial.stopper().verify(order, StopTrial.AT).holds())
                    .as(state)
                    .isFalse();
        }
        for (String state : List.of("CANCELED", "FAILED", "FINISHED")) {
            flink.runs(A, "report", state);
            assertThat(trial.stopper().verify(order, StopTrial.AT).holds())
                    .as(state)
                    .isTrue();
        }
    }

    @Test
    void acceptedIsNotEnded() {
        flink.cancelled = job -> flink.jobs.put(job.id(), job.in(job.id().equals(A) ? "RUNNING" : "CANCELED"));
        flink.runs(A, "report-1", "RUNNING");
        flink.runs(B, "report-2", "RUNNING");
        StopTrial trial = trial("writer report-*");
        StopFact.Ordered order = trial.order("s-1", "writer");
        assertThatThrownBy(() -> trial.stopper().stop(order, StopTrial.AT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("1 jobs are still RUNNING; 0 cancels were refused");
        assertThat(flink.states()).containsExactly("RUNNING", "CANCELED");
        assertThat(trial.stopper().verify(order, StopTrial.AT).holds()).isFalse();
    }

    @Test
    void aJobThatTheListLeavesOutIsAskedAfter() {
        flink.cancelled = _ -> flink.unlisted.add(A);
        flink.runs(A, "report-1", "RUNNING");
        StopTrial trial = trial("writer report-*");
        StopFact.Ordered order = trial.order("s-1", "writer");
        Stopper stopper = trial.stopper();
        assertThatThrownBy(() -> stopper.stop(order, StopTrial.AT)).hasMessageContaining("1 jobs are still RUNNING");
        assertThat(stopper.verify(order, StopTrial.AT).holds()).isFalse();
        assertThat(trial("writer " + A).stopper().verify(order, StopTrial.AT).holds())
                .as("one that a foothold names by its id, also after a restart")
                .isFalse();
    }

    @Test
    void aFlinkThatDoesNotAnswerOrRefusesIsNotStopped() {
        flink.runs(A, "report", "RUNNING");
        StopTrial trial = trial("writer report", "writer " + A);
        StopFact.Ordered order = trial.order("s-1", "writer");
        for (int status : List.of(401, 403, 404, 500, 503, 302)) {
            flink.fails(status);
            notStopped(trial, order);
        }
        flink.isWell();
        flink.talksNoJson();
        notStopped(trial, order);
        flink.hangs();
        notStopped(trial, order);
    }

    @Test
    void aCredentialThatMayOnlyReadIsFoundInARehearsal() {
        flink.runs(A, "report", "RUNNING");
        Stopper stopper = trial("writer report").stopper();
        assertThat(stopper.rehearse().orElseThrow().evidence())
                .isEqualTo("1 jobs listed; cancel of a job that is not there: 404; no job was cancelled");
        assertThat(flink.states()).containsExactly("RUNNING");
        flink.cancelRefusal = Optional.of(403);
        assertThatThrownBy(stopper::rehearse).hasMessage("PATCH to 127.0.0.1 answered 403");
        flink.cancelRefusal = Optional.of(404);
        assertThatThrownBy(stopper::rehearse).as("a proxy's").hasMessage("PATCH to 127.0.0.1 answered 404");
    }

    @Test
    void theSecretIsAskedForEachTimeAndSentAsABearerToken() {
        Queue<String> values = new ArrayDeque<>(List.of("one", "two"));
        Stopper stopper = new StopTrial(new FlinkKind(), Map.of("url", flink.url() + "/", "secret", "flink-token"))
                .stopper(name -> name + "-" + values.remove());
        assertThat(stopper.rehearse().orElseThrow().holds()).isTrue();
        assertThat(stopper.rehearse().orElseThrow().holds()).isTrue();
        assertThat(flink.asked())
                .extracting(request -> request.method() + " " + request.header("Authorization"))
                .containsExactly(
                        "GET Bearer flink-token-one",
                        "PATCH Bearer flink-token-one",
                        "GET Bearer flink-token-two",
                        "PATCH Bearer flink-token-two");
    }

    @Test
    void aCancelThatGotLostIsSentAgain() {
        flink.runs(A, "report", "RUNNING");
        flink.drops("PATCH", 2);
        StopTrial trial = trial("writer report");
        assertThat(trial.stopper()
                        .stop(trial.order("s-1", "writer"), StopTrial.AT)
                        .affected())
                .isEqualTo(1);
        assertThat(flink.cancels()).isEqualTo(3);
        assertThat(flink.states()).containsExactly("CANCELED");
    }

    @Test
    void whoHasNothingHereIsStopped() {
        flink.hangs();
        StopTrial trial = trial("writer report");
        StopFact.Ordered order = trial.order("s-1", "other");
        assertThat(trial.stopper().stop(order, StopTrial.AT).affected()).isZero();
        assertThat(trial.stopper().verify(order, StopTrial.AT).holds()).isTrue();
    }

    @Test
    void settingsThatMeanNothingAreRefused() {
        assertThatThrownBy(() -> new StopTrial(new FlinkKind(), Map.of("url", flink.url()), Optional.of("c"), List.of())
                        .stopper())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("leave out the canary `c`");
        assertThatThrownBy(
                        () -> new StopTrial(new FlinkKind(), Map.of("url", flink.url(), "taskManagerPids", "run/flink"))
                                .stopper())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("absolute path");
        for (String url : List.of("http://flink.acme.example:8081", "http://10.0.0.1", "flink:8081")) {
            assertThatThrownBy(() -> new StopTrial(new FlinkKind(), Map.of("url", url)).stopper())
                    .as(url)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not safe");
        }
    }

    private static void notStopped(StopTrial trial, StopFact.Ordered order) {
        Stopper stopper = trial.stopper();
        assertThatThrownBy(() -> stopper.stop(order, StopTrial.AT)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> stopper.verify(order, StopTrial.AT)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(stopper::rehearse).isInstanceOf(IllegalStateException.class);
    }

    private StopTrial trial(String... footholds) {
        return new StopTrial(new FlinkKind(), Map.of("url", flink.url()), footholds);
    }
}
