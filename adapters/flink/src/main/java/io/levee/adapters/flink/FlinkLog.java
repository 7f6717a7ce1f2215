package io.levee.adapters.flink;

import io.levee.adapters.rest.Pause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What Flink keeps of the failures of a job, as the log of a JobManager has them: oldest first, each with the
/// time, the task and the stack trace; then how the job stands.
final class FlinkLog {
    static final int CHARS_MAX = 4 * 1024 * 1024;

    private static final Duration STALE_MAX = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private FlinkLog() {}

    /// Empty where Flink knows no such job.
    ///
    /// @throws IllegalStateException where Flink still shows a job that has ended as it was before
    static Optional<String> of(FlinkRuns flink, String job) {
        Optional<String> state = flink.jobs().state(job);
        if (state.isEmpty()) {
            return Optional.empty();
        }
        if (ended(job, state.get())) {
            awaitEnd(flink, job);
        }
        return flink.exceptions(job).map(exceptions -> text(exceptions, job, state.get()));
    }

    /// INVARIANT: of a job that has ended, nothing is read that is older than its end. Its state and its failures are
    /// of one cache, which holds them for `web.refresh-interval`; [FlinkRest#state] is of none.
    private static void awaitEnd(FlinkRuns flink, String job) {
        long until = System.nanoTime() + STALE_MAX.toNanos();
        while (!ended(job, flink.details(job).path("state").asString(""))) {
            if (System.nanoTime() - until >= 0) {
                throw new IllegalStateException("flink does not show yet how `%s` ended".formatted(job));
            }
            Pause.of(PAUSE, "a log was read");
        }
    }

    private static boolean ended(String job, String state) {
        return new Job(job, "", state).ended();
    }

    static String text(JsonNode exceptions, String job, String state) {
        StringBuilder text = new StringBuilder();
        entries(exceptions).reversed().forEach(entry -> add(text, entry)); // Flink has the newest first
        if (text.length() > CHARS_MAX) {
            text.delete(0, text.length() - CHARS_MAX); // the last is the one that ended it
        }
        return text.append("Job ")
                .append(job)
                .append(" is ")
                .append(state)
                .append(".\n")
                .toString();
    }

    private static List<JsonNode> entries(JsonNode exceptions) {
        List<JsonNode> all = new ArrayList<>();
        for (JsonNode entry : exceptions.path("exceptionHistory").path("entries")) {
            all.add(entry);
            entry.path("concurrentExceptions").forEach(all::add);
        }
        return all;
    }

    private static void add(StringBuilder text, JsonNode entry) {
        String trace = entry.path("stacktrace").asString("").strip();
        if (trace.isEmpty()) {
            return;
        }
        text.append(Instant.ofEpochMilli(Math.max(0, entry.path("timestamp").asLong(0))))
                .append(" ERROR ")
                .append(oneLine(entry.path("taskName").asString("")))
                .append(" - ")
                .append(oneLine(entry.path("exceptionName").asString("")))
                .append('\n')
                .append(trace)
                .append('\n');
    }

    private static String oneLine(String text) {
        return text.isEmpty() ? "job" : text.replaceAll("[\\r\\n]+", " ");
    }
}
