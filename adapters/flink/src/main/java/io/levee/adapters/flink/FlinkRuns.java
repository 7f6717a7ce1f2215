package io.levee.adapters.flink;

import io.levee.adapters.rest.Answer;
import io.levee.adapters.rest.Ask;
import io.levee.adapters.rest.Raw;
import io.levee.adapters.rest.Rest;
import io.levee.adapters.rest.Upload;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What running jobs needs of Flink's REST, as
/// [its documentation](https://nightlies.apache.org/flink/flink-docs-stable/docs/ops/rest_api/) has it. What cannot be
/// asked, or does not look like that, throws [IllegalStateException].
final class FlinkRuns {
    static final long JAR_BYTES_MAX = 512L * 1024 * 1024;
    private static final int EXCEPTIONS_MAX = 20;
    private static final int REFUSAL_CHARS_MAX = 256 * 1024;
    /// Whoever says these is not sure, or is not Flink.
    private static final Set<Integer> NOT_NOW = Set.of(404, 408, 429, 502, 503, 504);

    private static final Set<Integer> NOT_YOU = Set.of(401, 403);

    private final Rest rest;
    private final FlinkRest jobs;

    FlinkRuns(Rest rest) {
        this.rest = rest;
        this.jobs = new FlinkRest(rest);
    }

    /// What Flink says to a program.
    sealed interface Reply {
        record Accepted(JsonNode what) implements Reply {}

        /// @param text with the stack trace
        record Refused(String text) implements Reply {}
    }

    FlinkRest jobs() {
        return jobs;
    }

    /// `POST /jars/upload`. Returns the id by which Flink has it.
    String upload(Path jar, String name) {
        Raw answer = rest.upload(new Upload("/jars/upload", "jarfile", name, jar, JAR_BYTES_MAX));
        refuseUnlessKnown(answer.status());
        String file = FlinkRest.text(answer.orThrow().json(), "filename");
        return file.substring(file.lastIndexOf('/') + 1);
    }

    /// Ids of the jars that were uploaded under this name.
    List<String> jars(String name) {
        List<String> ids = new ArrayList<>();
        for (JsonNode jar : FlinkRest.array(get("/jars"), "files")) {
            if (jar.path("name").asString("").equals(name)) {
                ids.add(FlinkRest.text(jar, "id"));
            }
        }
        return ids;
    }

    void deleteJar(String id) {
        Answer answer = rest.ask(Ask.delete("/jars/" + Ask.step(id)).mayRepeat());
        if (!FlinkRest.isUnknown(answer)) {
            answer.orThrow();
        }
    }

    /// `POST /jars/:id/plan`: runs the program as far as its plan.
    Reply plan(String jar, Map<String, Object> program) {
        return submit("/jars/" + Ask.step(jar) + "/plan", program);
    }

    /// `POST /jars/:id/run`. Where there was no answer, the job may still begin.
    Reply run(String jar, Map<String, Object> program) {
        return submit("/jars/" + Ask.step(jar) + "/run", program);
    }

    private Reply submit(String path, Map<String, Object> program) {
        Raw answer = rest.once(Ask.json("POST", path, program));
        refuseUnlessKnown(answer.status());
        JsonNode errors = answer.maybeJson().path("errors");
        if (answer.done() || !errors.isArray() || NOT_NOW.contains(answer.status())) {
            return new Reply.Accepted(answer.orThrow().json());
        }
        StringBuilder text = new StringBuilder();
        errors.forEach(error -> text.append(error.asString("")
                        .replace("<Exception on server side:\n", "")
                        .replace("End of exception on server side>", "")
                        .strip())
                .append('\n'));
        return new Reply.Refused(text.substring(0, Math.min(text.length(), REFUSAL_CHARS_MAX)));
    }

    /// `GET /jobs/:id`, at most 3 s old.
    JsonNode details(String job) {
        return get("/jobs/" + job);
    }

    /// Whether the job writes checkpoints by itself.
    boolean checkpointed(String job) {
        Optional<JsonNode> config = maybe("/jobs/" + job + "/checkpoints/config");
        long interval = config.map(it -> it.path("interval").asLong(0)).orElse(0L);
        return interval > 0 && interval < Long.MAX_VALUE;
    }

    /// `GET /jobs/:id/checkpoints`; empty where it has none, or is not known.
    Optional<JsonNode> checkpoints(String job) {
        return maybe("/jobs/" + job + "/checkpoints");
    }

    /// `GET /jobs/:id/exceptions`; empty where the job is not known.
    Optional<JsonNode> exceptions(String job) {
        return maybe("/jobs/" + job + "/exceptions?maxExceptions=" + EXCEPTIONS_MAX);
    }

    /// How often the job was started again; empty where nobody counted.
    Optional<String> restarts(String job) {
        return maybe("/jobs/" + job + "/metrics?get=numRestarts")
                .map(all -> all.path(0).path("value").asString(""))
                .filter(value -> !value.isEmpty());
    }

    JsonNode overview() {
        return get("/overview");
    }

    private JsonNode get(String path) {
        return rest.ask(Ask.get(path)).orThrow().json();
    }

    private Optional<JsonNode> maybe(String path) {
        Answer answer = rest.ask(Ask.get(path));
        return FlinkRest.isUnknown(answer)
                ? Optional.empty()
                : Optional.of(answer.orThrow().json());
    }

    private static void refuseUnlessKnown(int status) {
        if (NOT_YOU.contains(status)) {
            throw new IllegalArgumentException(
                    "flink answered %d: look at `secret` of the engine in levee.yaml".formatted(status));
        }
    }
}
