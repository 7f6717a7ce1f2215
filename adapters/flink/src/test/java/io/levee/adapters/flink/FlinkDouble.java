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
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Flink's REST as documented, which can be made to misbehave. The real one is asked in `realparts`.
final class FlinkDouble extends HttpDouble {
    final Map<String, Job> jobs = new ConcurrentSkipListMap<>();
    /// Jobs that the list leaves out.
    final Set<String> unlisted = ConcurrentHashMap.newKeySet();
    /// What a cancel does; by default the job has ended at once.
    volatile Consumer<Job> cancelled = job -> jobs.put(job.id(), job.in("CANCELED"));
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
        Job job = jobs.get(request.steps().get(1));
        boolean cancel = request.method().equals("PATCH");
        if (cancel && cancelRefusal.isPresent()) {
            return HttpAnswer.json(cancelRefusal.get(), "{}");
        }
        if (job == null) {
            return HttpAnswer.json(404, "{\"errors\":[\"Job could not be found.\"]}");
        }
        if (cancel) {
            cancelled.accept(job);
            return HttpAnswer.json(202, "{}");
        }
        return HttpAnswer.json(200, "{\"status\":\"%s\"}".formatted(job.state()));
    }

    private String overview() {
        return jobs.values().stream()
                .filter(job -> !unlisted.contains(job.id()))
                .map(job -> "{\"jid\":\"%s\",\"name\":\"%s\",\"state\":\"%s\",\"start-time\":1}"
                        .formatted(job.id(), job.name(), job.state()))
                .collect(Collectors.joining(",", "{\"jobs\":[", "]}"));
    }
}
