package io.levee.adapters.prometheus;

import io.levee.adapters.rest.Answer;
import io.levee.adapters.rest.Ask;
import io.levee.adapters.rest.Limits;
import io.levee.adapters.rest.Rest;
import io.levee.facts.JobId;
import io.levee.organisation.SignalSource;
import io.levee.rooms.jobs.Job;
import io.levee.rooms.jobs.Owners;
import io.levee.rooms.jobs.Signal;
import io.levee.rooms.jobs.SignalKind;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/// `kind: prometheus`: any query whose series name jobs in a label, such as the time for which Kafka's brokers
/// throttle a client.
///
/// | setting | |
/// |---|---|
/// | `url` | of the server or the proxy before it: by https, or on this machine |
/// | `query` | in PromQL; an instant vector |
/// | `label` | the one that begins with the job's name: `client_id` |
/// | `above` | a job does harm where the sum of its series is above this |
/// | `secret` | names a bearer token, where a proxy wants one |
///
/// Asked by `GET /api/v1/query`, as [its documentation](https://prometheus.io/docs/prometheus/latest/querying/api/)
/// has it.
public final class PrometheusSignals implements SignalKind {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int SERIES_MAX = 20_000;
    private static final int QUERY_MAX = 4_000;

    @Override
    public String kind() {
        return "prometheus";
    }

    @Override
    public Set<String> required() {
        return Set.of("url", "query", "label", "above");
    }

    @Override
    public Set<String> optional() {
        return Set.of("secret");
    }

    @Override
    public Signal signal(SignalSource source, UnaryOperator<String> secrets) {
        String url = source.settings().getOrDefault("url", "");
        String query = source.settings().getOrDefault("query", "");
        String label = source.settings().getOrDefault("label", "");
        Rest.check(url);
        if (query.isBlank() || query.length() > QUERY_MAX) {
            throw new IllegalArgumentException("`query` has 1 to %d characters".formatted(QUERY_MAX));
        }
        if (!label.matches("[a-zA-Z_][a-zA-Z0-9_]{0,127}")) {
            throw new IllegalArgumentException("`%s` is no label".formatted(label));
        }
        return new Query(
                source.name(),
                source.hold(),
                url,
                query,
                label,
                limit(source.settings().getOrDefault("above", "")),
                Optional.ofNullable(source.settings().get("secret")),
                secrets);
    }

    private static double limit(String text) {
        try {
            double limit = Double.parseDouble(text);
            if (Double.isFinite(limit)) {
                return limit;
            }
        } catch (NumberFormatException _) { // said below
        }
        throw new IllegalArgumentException("`%s` is no number: write `above: 100`".formatted(text));
    }

    private record Query(
            String name,
            Duration hold,
            String url,
            String query,
            String label,
            double limit,
            Optional<String> secret,
            UnaryOperator<String> secrets)
            implements Signal {
        @Override
        public Map<JobId, String> harmful(List<Job> running) {
            Rest rest = Rest.at(url, PATIENCE, Limits.LISTS).bearing(secret.map(secrets));
            Answer answer = rest.ask(Ask.get("/api/v1/query", Map.of("query", query)));
            return new Owners(running)
                    .above(measured(answer.orThrow().json()), limit, "it is at %s for `%s`, and %s is the limit");
        }

        private Map<String, Double> measured(JsonNode answer) {
            JsonNode data = answer.path("data");
            if (!answer.path("status").asString("").equals("success")
                    || !data.path("resultType").asString("").equals("vector")) {
                throw new IllegalStateException("the query gives no instant vector");
            }
            JsonNode series = data.path("result");
            if (series.size() > SERIES_MAX) {
                throw new IllegalStateException(
                        "the query gives %d series, and %d are read at most: aggregate it by the label"
                                .formatted(series.size(), SERIES_MAX));
            }
            Map<String, Double> measured = new HashMap<>();
            for (JsonNode each : series) {
                String owner = each.path("metric").path(label).asString("");
                double value = value(each.path("value").path(1).asString(""));
                if (!owner.isEmpty() && !Double.isNaN(value)) {
                    measured.merge(owner, value, Double::sum);
                }
            }
            return measured;
        }

        /// Prometheus writes numbers as strings, `NaN` and `+Inf` among them.
        private static double value(String text) {
            return switch (text) {
                case "+Inf" -> Double.POSITIVE_INFINITY;
                case "-Inf" -> Double.NEGATIVE_INFINITY;
                default -> {
                    try {
                        yield Double.parseDouble(text);
                    } catch (NumberFormatException _) {
                        yield Double.NaN;
                    }
                }
            };
        }
    }
}
