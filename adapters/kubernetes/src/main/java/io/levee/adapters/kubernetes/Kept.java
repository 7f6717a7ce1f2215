package io.levee.adapters.kubernetes;

import io.levee.facts.WorkloadId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// What the last attempts had printed that were ended while they ran: Kubernetes forgets that. Thread-safe.
final class Kept {
    private static final int RUNS_MAX = 32;
    private static final int CHARS_MAX = 512 * 1024;

    private final Map<WorkloadId, Map<String, String>> all = new LinkedHashMap<>();

    /// The first time counts: later there is less of it.
    ///
    /// @param files by name; of each the end is kept
    void keep(WorkloadId run, Supplier<Map<String, String>> files) {
        if (of(run).isPresent()) {
            return;
        }
        Map<String, String> ends = new HashMap<>();
        files.get().forEach((name, text) -> ends.put(name, text.substring(Math.max(0, text.length() - CHARS_MAX))));
        synchronized (all) {
            all.put(run, Map.copyOf(ends));
            if (all.size() > RUNS_MAX) {
                all.remove(all.keySet().iterator().next());
            }
        }
    }

    Optional<Map<String, String>> of(WorkloadId run) {
        synchronized (all) {
            return Optional.ofNullable(all.get(run));
        }
    }

    void forget(WorkloadId run) {
        synchronized (all) {
            all.remove(run);
        }
    }
}
