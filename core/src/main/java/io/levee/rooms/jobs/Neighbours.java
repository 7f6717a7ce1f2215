package io.levee.rooms.jobs;

import io.levee.facts.JobId;
import io.levee.fault.LeveeException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Which of this replica's jobs do others harm. One thread calls [#look]; any may ask.
///
/// A signal counts once it has said the same of a job each time for as long as it must hold; one that
/// cannot be read says nothing, and its clock begins anew.
public final class Neighbours {
    private final Supplier<List<Signal>> signals;
    private final LongSupplier nanoTime;
    /// Since when a signal says it of a job; for the thread that looks alone.
    private final Map<Said, Long> since = new HashMap<>();

    private final Map<JobId, Harm> harms = new ConcurrentHashMap<>();
    private volatile Map<String, String> unread = Map.of();

    private record Said(String signal, JobId job) {}

    public Neighbours(Supplier<List<Signal>> signals, LongSupplier nanoTime) {
        this.signals = signals;
        this.nanoTime = nanoTime;
    }

    /// Asks every signal once; to be called every few seconds.
    ///
    /// @param running jobs that run now and are supervised here
    public void look(List<Job> running) {
        Set<Said> said = new HashSet<>();
        Map<JobId, Harm> found = new HashMap<>();
        Map<String, String> failed = new TreeMap<>();
        for (Signal signal : running.isEmpty() ? List.<Signal>of() : signals.get()) {
            try {
                signal.harmful(running).forEach((job, why) -> {
                    Said now = new Said(signal.name(), job);
                    said.add(now);
                    long from = since.computeIfAbsent(now, _ -> nanoTime.getAsLong());
                    if (nanoTime.getAsLong() - from >= signal.hold().toNanos()) {
                        found.putIfAbsent(job, new Harm(signal.name(), why));
                    }
                });
            } catch (LeveeException | IllegalStateException e) {
                failed.put(signal.name(), String.valueOf(e.getMessage()));
            }
        }
        since.keySet().retainAll(said);
        harms.putAll(found);
        harms.keySet().retainAll(found.keySet());
        unread = failed;
    }

    public Optional<Harm> of(Job job) {
        return Optional.ofNullable(harms.get(job.id()));
    }

    /// Signals that could not be read when they were last asked, with why.
    public Map<String, String> unread() {
        return unread;
    }
}
