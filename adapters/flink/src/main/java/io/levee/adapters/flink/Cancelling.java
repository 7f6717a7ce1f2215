package io.levee.adapters.flink;

import io.levee.adapters.engine.SideBySide;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// One stop: asks for the cancel of every job that has not ended, until none is left, also none that began
/// meanwhile. For one thread, which has its requests made side by side.
final class Cancelling {
    /// How long a job may take to close what it has open before its TaskManagers are ended.
    static final Duration GRACE = Duration.ofSeconds(3);

    private static final Duration PAUSE = Duration.ofMillis(20);

    private final FlinkRest flink;
    private final LiveJobs jobs;
    private final Optional<TaskManagers> taskManagers;
    private final Set<String> seen = new HashSet<>();
    private final Map<String, Long> cancellingSince = new HashMap<>();
    private final Set<String> ended = ConcurrentHashMap.newKeySet();
    private int refused;
    private int outOfReach;

    Cancelling(FlinkRest flink, LiveJobs jobs, Optional<TaskManagers> taskManagers) {
        this.flink = flink;
        this.jobs = jobs;
        this.taskManagers = taskManagers;
    }

    /// Ids of the jobs that it found alive.
    Set<String> seen() {
        return Set.copyOf(seen);
    }

    int endedTaskManagers() {
        return ended.size();
    }

    /// @throws IllegalStateException where jobs go on after that time, with how many and what they do
    void run(Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        for (List<Job> live = jobs.find(seen); !live.isEmpty(); live = jobs.find(seen)) {
            live.forEach(job -> seen.add(job.id()));
            if (System.nanoTime() - until >= 0) {
                throw new IllegalStateException(goOn(live));
            }
            cancel(live.stream().filter(job -> !job.cancelling()).toList());
            escalate(live.stream().filter(Job::cancelling).toList());
            pause();
        }
    }

    private void cancel(List<Job> running) {
        refused = refusedOf(running, job -> {
            var _ = flink.cancel(job.id());
        });
    }

    private void escalate(List<Job> cancelling) {
        long now = System.nanoTime();
        cancelling.forEach(job -> cancellingSince.putIfAbsent(job.id(), now));
        List<Job> overdue = cancelling.stream()
                .filter(job -> now - cancellingSince.getOrDefault(job.id(), now) >= GRACE.toNanos())
                .toList();
        taskManagers.ifPresent(ways -> {
            Set<TaskManager> hosts = ConcurrentHashMap.newKeySet();
            outOfReach = refusedOf(overdue, job -> hosts.addAll(flink.hosts(job.id())));
            hosts.removeIf(host -> ended.contains(host.id()));
            outOfReach += refusedOf(hosts, host -> {
                ways.end(host);
                ended.add(host.id());
            });
        });
    }

    private String goOn(List<Job> live) {
        Map<String, Long> states =
                live.stream().collect(Collectors.groupingBy(Job::state, TreeMap::new, Collectors.counting()));
        String jobs = states.entrySet().stream()
                .map(state -> "%d jobs are still %s".formatted(state.getValue(), state.getKey()))
                .collect(Collectors.joining(", "));
        return "%s; %d cancels were refused, %d TaskManagers ended, %d out of reach"
                .formatted(jobs, refused, ended.size(), outOfReach);
    }

    /// How many of them failed. Each is tried again in the next round; the others go on.
    private static <T> int refusedOf(Collection<T> all, Consumer<T> work) {
        return SideBySide.each(all, one -> failure(one, work)).stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    private static <T> int failure(T one, Consumer<T> work) {
        try {
            work.accept(one);
            return 0;
        } catch (IllegalStateException _) {
            return 1;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while jobs were cancelled", e);
        }
    }
}
