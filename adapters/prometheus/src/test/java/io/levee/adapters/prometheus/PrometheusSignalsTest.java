package io.levee.adapters.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levee.adapters.doubles.HttpAnswer;
import io.levee.adapters.doubles.HttpAsked;
import io.levee.adapters.doubles.HttpDouble;
import io.levee.facts.JobId;
import io.levee.organisation.SignalSource;
import io.levee.rooms.jobs.Job;
import io.levee.rooms.jobs.Signal;
import io.levee.testkit.SampleJobs;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PrometheusSignalsTest {
    private static final List<Job> RUNNING = List.of(SampleJobs.running("job-1"), SampleJobs.running("job-2"));

    private final Prometheus prometheus = new Prometheus();

    @AfterEach
    void stop() {
        prometheus.close();
    }

    @Test
    void seriesOfAJobAreAddedUp() {
        prometheus.answer =
                vector(series("job-1-producer-1", "30"), series("job-1-producer-2", "12.5"), series("job-2", "40"));
        assertThat(signal(Map.of()).harmful(RUNNING))
                .isEqualTo(Map.of(new JobId("job-1"), "it is at 42.5 for `job-1`, and 40 is the limit"));
        HttpAsked asked = prometheus.asked().getFirst();
        assertThat(asked.path()).isEqualTo("/api/v1/query");
        assertThat(asked.header("authorization")).isEqualTo("Bearer token-of-prometheus");
    }

    @Test
    void whatIsNobodysIsNobodys() {
        prometheus.answer = vector(series("job-11", "99"), series("", "99"), series("another", "99"));
        assertThat(signal(Map.of()).harmful(RUNNING)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"+Inf, 1", "NaN, 0", "-Inf, 0", "1e300, 1", "many, 0"})
    void numbersAreReadAsPrometheusWritesThem(String value, int harmful) {
        prometheus.answer = vector(series("job-1", value));
        assertThat(signal(Map.of()).harmful(RUNNING)).hasSize(harmful);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"status\":\"error\",\"errorType\":\"bad_data\"}",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[1,\"2\"]}}",
                "no json",
                ""
            })
    void whatIsNoVectorIsNoSignal(String answer) {
        prometheus.answer = answer;
        assertThatThrownBy(() -> signal(Map.of()).harmful(RUNNING)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aServerThatRefusesIsNoSignal() {
        prometheus.status = 401;
        assertThatThrownBy(() -> signal(Map.of()).harmful(RUNNING))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageNotContaining("token-of-prometheus");
    }

    @Test
    void settingsAreCheckedBeforeAnybodyIsAsked() {
        Map<String, String> wrong =
                Map.of("url", "http://example.org", "query", " ", "label", "client-id", "above", "many");
        wrong.forEach((setting, value) ->
                assertThatThrownBy(() -> signal(Map.of(setting, value))).isInstanceOf(IllegalArgumentException.class));
        assertThat(prometheus.asked()).isEmpty();
    }

    private Signal signal(Map<String, String> other) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "url", prometheus.url(),
                "query", "sum by (client_id) (kafka_server_request_throttle_time_ms)",
                "label", "client_id",
                "above", "40",
                "secret", "prometheus"));
        settings.putAll(other);
        return new PrometheusSignals()
                .signal(
                        new SignalSource("throttled", "prometheus", Duration.ofSeconds(30), settings, 1),
                        name -> "token-of-" + name);
    }

    private static String series(String client, String value) {
        return "{\"metric\":{\"client_id\":\"%s\"},\"value\":[1764500000.1,\"%s\"]}".formatted(client, value);
    }

    private static String vector(String... series) {
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[%s]}}"
                .formatted(String.join(",", series));
    }

    /// The answers of a Prometheus, as documented.
    private static final class Prometheus extends HttpDouble {
        private volatile String answer = "";
        private volatile int status = 200;

        @Override
        protected HttpAnswer answer(HttpAsked request) {
            return HttpAnswer.json(status, answer);
        }
    }
}
