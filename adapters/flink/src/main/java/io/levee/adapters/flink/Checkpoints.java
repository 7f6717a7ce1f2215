package io.levee.adapters.flink;

import io.levee.adapters.rest.Pause;
import io.levee.rooms.jobs.Job;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// From where an attempt goes on that says [FlinkCommand#LAST_CHECKPOINT].
final class Checkpoints {
    private static final String NOT_BEGUN = "not-begun";
    private static final String KEEP = "set `execution.checkpointing.dir`, and "
            + "`execution.checkpointing.externalized-checkpoint-retention=RETAIN_ON_CANCELLATION`";

    private Checkpoints() {}

    /// The path of the newest checkpoint of these attempts; empty where none of them ever had one, so that nothing is
    /// lost by a fresh start.
    ///
    /// @param before the newest first
    /// @param stale how old what Flink says of checkpoints may be: one that is not the newest may be gone
    /// @throws IllegalArgumentException where there was one, or nobody knows, and none can be gone on from
    static Optional<String> newest(FlinkRuns flink, List<Job.Attempt> before, Kept kept, Duration stale) {
        if (before.isEmpty()) {
            throw new IllegalArgumentException("`%s` is one of an attempt before, and this is the first: write its path"
                    .formatted(FlinkCommand.LAST_CHECKPOINT));
        }
        Pause.of(stale, "a checkpoint was looked for");
        for (Job.Attempt attempt : before) {
            if (attempt.ended().equals(NOT_BEGUN) || kept.isRefused(attempt.run())) {
                continue;
            }
            String id = RunIds.job(attempt.run());
            if (flink.jobs().state(id).isEmpty()) {
                throw new IllegalArgumentException(
                        "flink does not know attempt %d any more: write the path of its checkpoint, for `%s`"
                                .formatted(attempt.number(), FlinkCommand.LAST_CHECKPOINT));
            }
            Optional<String> path = flink.checkpoints(id).flatMap(all -> newest(all, attempt.number()));
            if (path.isPresent()) {
                return path;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> newest(JsonNode all, int attempt) {
        JsonNode latest = all.path("latest");
        Optional<String> newest = Stream.of("completed", "savepoint")
                .map(latest::path)
                .filter(it -> path(it).isPresent())
                .max(Comparator.comparingLong(it -> it.path("id").asLong(0)))
                .flatMap(Checkpoints::path)
                .or(() -> path(latest.path("restored")));
        JsonNode counts = all.path("counts");
        if (newest.isEmpty()
                && (counts.path("completed").asLong(0) > 0
                        || counts.path("restored").asLong(0) > 0)) {
            throw new IllegalArgumentException(
                    "no checkpoint of attempt %d was kept, and a fresh start would lose its place: %s"
                            .formatted(attempt, KEEP));
        }
        return newest;
    }

    /// One that outlives its job: others are in the JobManager's memory, or were thrown away with it.
    private static Optional<String> path(JsonNode checkpoint) {
        return Optional.of(checkpoint.path("external_path").asString(""))
                .filter(path -> !path.isEmpty() && !path.startsWith("<"))
                .filter(_ -> !checkpoint.path("discarded").asBoolean(false));
    }
}
