package io.levee.adapters.flink;

import io.levee.adapters.doubles.HttpAnswer;
import io.levee.adapters.doubles.HttpAsked;
import io.levee.adapters.doubles.HttpDouble;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Flink's REST as documented, which can be made to misbehave. The real one is asked in `realparts`.
final class FlinkDouble extends HttpDouble {
    final Map<String, Job> jobs = new ConcurrentSkipListMap<>();
    /// Jobs that the list leaves out.
    final Set<String> unlisted = ConcurrentHashMap.newKeySet();
    /// What a cancel does; by default the job has ended at once.
    volatile Consumer<Job> cancelled = job -> jobs.put(job.id(), job.in("CANCELED"));
    /// Names of jars by id.
    final Map<String, String> jars = new ConcurrentSkipListMap<>();
    /// What `GET` of this path below a job is answered with, such as `checkpoints`; a batch by itself.
    final Map<String, String> below =
            new ConcurrentSkipListMap<>(Map.of("", "{\"job-type\":\"BATCH\",\"vertices\":[]}"));
    /// How programs are answered: `plan` and `run`.
    final Map<String, HttpAnswer> refusals = new ConcurrentSkipListMap<>();
    /// What a plan says.
    volatile String plan = "{\"plan\":{\"type\":\"BATCH\",\"nodes\":[{\"parallelism\":-1}]}}";
    /// How many answers about a job are still of the time before it ended.
    final AtomicInteger stale = new AtomicInteger();
    /// How a job is as soon as it was submitted.
    volatile String submitted = "RUNNING";
    /// What every cancel is answered with instead.
    volatile Optional<Integer> cancelRefusal = Optional.empty();

    void runs(String id, String name, String state) {
        jobs.put(id, new Job(id, name, state));
    }

    List<String> states() {
        return jobs.values().stream().map(Job::state).toList();
    }

    long cancels() {
        return asked().stream()
                .filter(request -> request.method().equals("PATCH"))
                .count();
    }

    @Override
    protected HttpAnswer answer(HttpAsked request) {
        if (request.path().equals("/jobs/overview")) {
            return HttpAnswer.json(200, overview());
        }
        if (request.path().equals("/overview")) {
            return HttpAnswer.json(
                    200, "{\"taskmanagers\":1,\"slots-total\":4,\"slots-available\":3,\"jobs-running\":1}");
        }
        if (request.path().startsWith("/jars")) {
            return jar(request, request.steps());
        }
        Job job = jobs.get(request.steps().get(1));
        boolean cancel = request.method().equals("PATCH");
        if (cancel && cancelRefusal.isPresent()) {
            return HttpAnswer.json(cancelRefusal.get(), "{}");
        }
        if (job == null && request.path().endsWith("/status")) { // as Flink 2.3 does
            return HttpAnswer.json(
                    500,
                    "{\"errors\":[\"Internal server error.\",\"<Exception on server side:\\norg.apache.flink.runtime.messages.FlinkJobNotFoundException: Could not find Flink job\"]}");
        }
        if (job == null) {
            return HttpAnswer.json(404, "{\"errors\":[\"Job could not be found.\"]}");
        }
        if (cancel) {
            cancelled.accept(job);
            return HttpAnswer.json(202, "{}");
        }
        String of = String.join("/", request.steps().subList(2, request.steps().size()));
        if (of.equals("status")) {
            return HttpAnswer.json(200, "{\"status\":\"%s\"}".formatted(job.state()));
        }
        boolean old = stale.get() > 0;
        if (of.isEmpty() && below.containsKey(of)) {
            stale.updateAndGet(left -> Math.max(0, left - 1));
            String state = old ? "RUNNING" : job.state();
            return HttpAnswer.json(200, below.get(of).replaceFirst("\\{", "{\"state\":\"%s\",".formatted(state)));
        }
        if (old) {
            return HttpAnswer.json(200, "{}");
        }
        return below.containsKey(of)
                ? HttpAnswer.json(200, below.get(of))
                : HttpAnswer.json(404, "{\"errors\":[\"Checkpointing is not enabled for this job\"]}");
    }

    private HttpAnswer jar(HttpAsked request, List<String> steps) {
        if (steps.size() == 1) {
            return HttpAnswer.json(200, files());
        }
        if (steps.get(1).equals("upload")) {
            String name = request.body().replaceAll("(?s).*filename=\"([^\"]*)\".*", "$1");
            String id = "%d_%s".formatted(asked().size(), name);
            jars.put(id, name);
            return HttpAnswer.json(200, "{\"filename\":\"/tmp/up/%s\",\"status\":\"success\"}".formatted(id));
        }
        if (request.method().equals("DELETE")) {
            return HttpAnswer.json(jars.remove(steps.get(1)) == null ? 400 : 200, "{}");
        }
        String asked = steps.getLast();
        if (refusals.containsKey(asked)) {
            return refusals.get(asked);
        }
        if (asked.equals("plan")) {
            return HttpAnswer.json(200, plan);
        }
        String id = request.json().path("jobId").asString();
        runs(id, "job", submitted);
        return HttpAnswer.json(200, "{\"jobid\":\"%s\"}".formatted(id));
    }

    /// The programs that it was told to run.
    List<HttpAsked> ran() {
        return asked().stream()
                .filter(request -> request.path().endsWith("/run"))
                .toList();
    }

    private String files() {
        return jars.entrySet().stream()
                .map(jar -> "{\"id\":\"%s\",\"name\":\"%s\"}".formatted(jar.getKey(), jar.getValue()))
                .collect(Collectors.joining(",", "{\"files\":[", "]}"));
    }

    private String overview() {
        return jobs.values().stream()
                .filter(job -> !unlisted.contains(job.id()))
                .map(job -> "{\"jid\":\"%s\",\"name\":\"%s\",\"state\":\"%s\",\"start-time\":1}"
                        .formatted(job.id(), job.name(), job.state()))
                .collect(Collectors.joining(",", "{\"jobs\":[", "]}"));
    }
}
