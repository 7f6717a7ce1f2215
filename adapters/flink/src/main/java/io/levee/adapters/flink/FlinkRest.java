package io.levee.adapters.flink;

import io.levee.adapters.rest.Answer;
import io.levee.adapters.rest.Ask;
import io.levee.adapters.rest.Rest;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// What ending jobs needs of Flink's REST, as
/// [its documentation](https://nightlies.apache.org/flink/flink-docs-stable/docs/ops/rest_api/) has it. What does not
/// look like that throws [IllegalStateException].
final class FlinkRest {
    private static final int NOT_FOUND = 404;
    private static final int FAILED = 500;
    private static final Pattern NO_JOB = Pattern.compile("(?:<Exception on server side:\\s*)?"
            + Pattern.quote("org.apache.flink.runtime.messages.FlinkJobNotFoundException") + "\\b");
    private static final Set<String> TASK_ENDED = Set.of("finished", "canceled", "failed");
    private static final Pattern TASK_MANAGER_ID = Pattern.compile("[A-Za-z0-9_.:\\[\\]-]{1,255}");

    private final Rest rest;

    FlinkRest(Rest rest) {
        this.rest = rest;
    }

    /// `GET /jobs/overview`: asked of each JobMaster anew, but one that does not answer its Dispatcher is left out.
    List<Job> jobs() {
        List<Job> jobs = new ArrayList<>();
        for (JsonNode job : array(get("/jobs/overview"), "jobs")) {
            jobs.add(new Job(text(job, "jid"), text(job, "name"), text(job, "state")));
        }
        return jobs;
    }

    /// `GET /jobs/:id/status`, which no cache answers. Empty where Flink knows no such job.
    Optional<String> state(String job) {
        Answer answer = rest.ask(Ask.get("/jobs/" + job + "/status"));
        return isUnknown(answer)
                ? Optional.empty()
                : Optional.of(text(answer.orThrow().json(), "status"));
    }

    /// `PATCH /jobs/:id?mode=cancel`: asks for it; that it happened, [#state] tells. False where Flink knows no such
    /// job.
    boolean cancel(String job) {
        Answer answer =
                rest.ask(Ask.empty("PATCH", "/jobs/" + job + "?mode=cancel").mayRepeat());
        if (isUnknown(answer)) {
            return false;
        }
        var _ = answer.orThrow().json();
        return true;
    }

    /// Where tasks of the job have not ended. What is cached of it is at most `web.refresh-interval` old: 3 s.
    Set<TaskHost> hosts(String job) {
        Set<String> busy = new HashSet<>();
        for (JsonNode vertex : array(get("/jobs/" + job), "vertices")) {
            String id = text(vertex, "id");
            if (!Job.isId(id)) {
                throw new IllegalStateException("flink named a vertex by what is no id of one");
            }
            String path = "/jobs/%s/vertices/%s/taskmanagers".formatted(job, id);
            for (JsonNode host : array(get(path), "taskmanagers")) {
                if (runs(host.path("status-counts"))) {
                    busy.add(text(host, "taskmanager-id"));
                }
            }
        }
        Set<TaskHost> hosts = new HashSet<>();
        for (JsonNode one : array(get("/taskmanagers"), "taskmanagers")) {
            if (busy.contains(text(one, "id"))) {
                hosts.add(taskManager(text(one, "id"), text(one, "path")));
            }
        }
        return hosts;
    }

    private JsonNode get(String path) {
        return rest.ask(Ask.get(path)).orThrow().json();
    }

    private static boolean runs(JsonNode counts) {
        return counts.properties().stream()
                .anyMatch(state -> !TASK_ENDED.contains(state.getKey().toLowerCase(java.util.Locale.ROOT))
                        && state.getValue().asInt(1) > 0);
    }

    /// @param path `pekko.tcp://flink@HOST:PORT/user/rpc/taskmanager_0`
    static TaskHost taskManager(String id, String path) {
        URI address;
        try {
            address = URI.create(path);
        } catch (IllegalArgumentException _) {
            throw new IllegalStateException("flink has no address for a TaskManager");
        }
        if (!TASK_MANAGER_ID.matcher(id).matches() || address.getHost() == null || address.getPort() <= 0) {
            throw new IllegalStateException("flink has no address for a TaskManager");
        }
        return new TaskHost(id, address.getHost(), address.getPort());
    }

    /// Flink says so in `errors`; a proxy, or a wrong path, does not. For the status of a job, Flink 2.3
    /// answers 500 with the exception.
    static boolean isUnknown(Answer answer) {
        JsonNode errors = answer.maybeJson().path("errors");
        if (answer.status() == FAILED) {
            return errors.valueStream()
                    .anyMatch(error -> NO_JOB.matcher(error.asString("")).lookingAt());
        }
        return answer.status() == NOT_FOUND && errors.isArray();
    }

    static JsonNode array(JsonNode of, String name) {
        JsonNode found = of.path(name);
        if (!found.isArray()) {
            throw new IllegalStateException("flink's answer has no `%s`".formatted(name));
        }
        return found;
    }

    static String text(JsonNode of, String name) {
        JsonNode found = of.path(name);
        if (!found.isString()) {
            throw new IllegalStateException("flink's answer has no `%s`".formatted(name));
        }
        return found.stringValue();
    }
}
