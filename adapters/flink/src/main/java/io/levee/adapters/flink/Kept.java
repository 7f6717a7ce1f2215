package io.levee.adapters.flink;

import io.levee.facts.WorkloadId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What Flink does not keep, or not for long: why a program was refused, and the log of an attempt that was ended. In
/// memory: another replica finds an attempt that was refused gone, and begins the next. Bounded; thread-safe, guarded
/// by itself.
final class Kept {
    static final int RUNS_MAX = 64;

    private final Map<WorkloadId, Text> texts = new LinkedHashMap<>();

    private record Text(String log, boolean refused) {}

    void refused(WorkloadId run, String why) {
        put(run, new Text(why, true));
    }

    void ended(WorkloadId run, String log) {
        put(run, new Text(log, false));
    }

    synchronized boolean isRefused(WorkloadId run) {
        Text text = texts.get(run);
        return text != null && text.refused();
    }

    synchronized Optional<String> log(WorkloadId run) {
        return Optional.ofNullable(texts.get(run)).map(Text::log);
    }

    synchronized void forget(WorkloadId run) {
        texts.remove(run);
    }

    private synchronized void put(WorkloadId run, Text text) {
        texts.put(run, text);
        if (texts.size() > RUNS_MAX) {
            texts.remove(texts.keySet().iterator().next());
        }
    }
}
