package io.levee.adapters.flink;

import io.levee.facts.WorkloadId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/// Signs of life of attempts: records, bytes, busy milliseconds, tasks that ended, and checkpoints. Flink counts from
/// zero after each restart; what is only done again between two checkpoints is no sign. In memory: another replica
/// begins to count anew. Bounded; thread-safe, guarded by itself.
final class Progress {
    static final int RUNS_MAX = 2_000;
    /// Flink itself looks no more often than every 3 s.
    static final Duration FRESH = Duration.ofSeconds(2);

    private final Map<WorkloadId, Seen> seen = new LinkedHashMap<>();
    private final LongSupplier nanoTime;

    Progress(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /// What Flink shows of a job.
    record Shown(JsonNode details, Optional<JsonNode> checkpoints) {}

    /// @param before what was done up to the last checkpoint but one
    /// @param most   what was done since, at most
    private record Seen(long checkpoints, long before, long most, long at) {
        long signs() {
            return before + most + checkpoints;
        }
    }

    /// @param asked only where the last time is long enough ago
    synchronized long of(WorkloadId run, Supplier<Shown> asked) {
        long now = nanoTime.getAsLong();
        Seen last = seen.get(run);
        if (last != null && now - last.at() < FRESH.toNanos()) {
            return last.signs();
        }
        Shown shown = asked.get();
        long completed = shown.checkpoints()
                .map(all -> all.path("counts").path("completed").asLong(0))
                .orElse(0L);
        long work = work(shown.details());
        Seen next;
        if (last == null) {
            next = new Seen(completed, 0, work, now);
        } else if (completed > last.checkpoints()) {
            next = new Seen(completed, last.before() + last.most(), work, now);
        } else {
            next = new Seen(last.checkpoints(), last.before(), Math.max(last.most(), work), now);
        }
        seen.put(run, next);
        if (seen.size() > RUNS_MAX) {
            seen.remove(seen.keySet().iterator().next());
        }
        return next.signs();
    }

    /// What was shown last, 0 where nothing was.
    synchronized long last(WorkloadId run) {
        Seen last = seen.get(run);
        return last == null ? 0 : last.signs();
    }

    synchronized void forget(WorkloadId run) {
        seen.remove(run);
    }

    private static long work(JsonNode details) {
        long all = 0;
        for (JsonNode vertex : details.path("vertices")) {
            JsonNode metrics = vertex.path("metrics");
            all += metrics.path("read-records").asLong(0)
                    + metrics.path("write-records").asLong(0)
                    + metrics.path("read-bytes").asLong(0)
                    + metrics.path("write-bytes").asLong(0)
                    + (long) metrics.path("accumulated-busy-time").asDouble(0)
                    + vertex.path("tasks").path("FINISHED").asLong(0);
        }
        return all;
    }
}
