package io.levee.adapters.flink;

import io.levee.adapters.rest.Pause;
import io.levee.adapters.rest.Sweep;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// One stop: asks for the cancel of every job that has not ended, until none is left, also none that began
/// meanwhile. What fails is tried again in the next round; the others go on. For one thread, which has its requests
/// made side by side.
final class Cancelling {
    /// How long a job may take to close what it has open before its TaskManagers are ended.
    static final Duration GRACE = Duration.ofSeconds(2);

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
            Pause.of(PAUSE, "jobs were cancelled");
        }
    }

    private void cancel(List<Job> running) {
        refused = Sweep.of(running, Job::id, job -> flink.cancel(job.id()))
                .failed()
                .size();
    }

    private void escalate(List<Job> cancelling) {
        long now = System.nanoTime();
        cancelling.forEach(job -> cancellingSince.putIfAbsent(job.id(), now));
        List<Job> overdue = cancelling.stream()
                .filter(job -> now - cancellingSince.getOrDefault(job.id(), now) >= GRACE.toNanos())
                .toList();
        taskManagers.ifPresent(ways -> {
            Set<TaskHost> hosts = ConcurrentHashMap.newKeySet();
            outOfReach = Sweep.of(overdue, Job::id, job -> hosts.addAll(flink.hosts(job.id())))
                    .failed()
                    .size();
            hosts.removeIf(host -> ended.contains(host.id()));
            outOfReach += Sweep.of(hosts, TaskHost::id, host -> {
                        ways.end(host);
                        return ended.add(host.id());
                    })
                    .failed()
                    .size();
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
}
