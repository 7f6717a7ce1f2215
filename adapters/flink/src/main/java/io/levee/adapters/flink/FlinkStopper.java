package io.levee.adapters.flink;

import io.levee.facts.Layer;
import io.levee.facts.StopFact;
import io.levee.facts.StopId;
import io.levee.ledger.Receipt;
import io.levee.rooms.stop.Footholds;
import io.levee.rooms.stop.Stopper;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/// Stops on the runtime layer: the jobs that agents have on one Flink cluster. A cancelled job stays
/// cancelled, so there is nothing to resume.
final class FlinkStopper implements Stopper {
    private static final Duration DEADLINE = Duration.ofSeconds(15);
    /// The JobManager notices 10 to 50 s after its TaskManager is gone, as `heartbeat.timeout` says.
    private static final Duration DEADLINE_WITH_TASK_MANAGERS = Duration.ofSeconds(75);

    private static final Duration SPARE = Duration.ofSeconds(6);
    /// For the answer after the last request.
    private static final Duration SPARE_LAST = Duration.ofMillis(250);

    private static final int ORDERS_MAX = 256;

    private final String name;
    private final Function<Duration, FlinkRest> open;
    private final Footholds footholds;
    private final Optional<TaskManagers> taskManagers;
    /// Jobs that were found alive, so that the probe asks after them too; guarded by itself.
    private final Map<StopId, Set<String>> found = new LinkedHashMap<>();

    /// @param open begins to talk with Flink; all of it has to end within the time given
    FlinkStopper(
            String name, Function<Duration, FlinkRest> open, Footholds footholds, Optional<TaskManagers> taskManagers) {
        this.name = name;
        this.open = open;
        this.footholds = footholds;
        this.taskManagers = taskManagers;
    }

    @Override
    public Layer layer() {
        return Layer.RUNTIME;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Duration deadline() {
        return taskManagers.isPresent() ? DEADLINE_WITH_TASK_MANAGERS : DEADLINE;
    }

    @Override
    public Done stop(StopFact.Ordered order, Receipt at) {
        List<JobPattern> covered = covered(order);
        if (covered.isEmpty()) {
            return new Done(0, "no footholds");
        }
        FlinkRest flink = open();
        Cancelling cancelling = new Cancelling(flink, new LiveJobs(flink, covered), taskManagers);
        try {
            cancelling.run(deadline().minus(SPARE));
        } finally {
            remember(order.stop(), cancelling.seen());
        }
        return new Done(
                cancelling.seen().size(),
                "%d jobs ended, %d TaskManagers".formatted(cancelling.seen().size(), cancelling.endedTaskManagers()));
    }

    @Override
    public Proof verify(StopFact.Ordered order, Receipt at) {
        List<JobPattern> covered = covered(order);
        if (covered.isEmpty()) {
            return new Proof(true, "no footholds");
        }
        List<Job> live = new LiveJobs(open(), covered).find(remembered(order.stop()));
        long cancelling = live.stream().filter(Job::cancelling).count();
        return new Proof(
                live.isEmpty(),
                "jobs of %d footholds: %d have not ended, %d of them are CANCELLING"
                        .formatted(covered.size(), live.size(), cancelling));
    }

    /// No job is harmless in general, and none can be put back, so what is proven is less than a stop: that the list
    /// can be read, and that a cancel gets through to Flink, which knows no job of this new id.
    @Override
    public Optional<Proof> rehearse() {
        FlinkRest flink = open();
        int jobs = flink.jobs().size();
        boolean known = flink.cancel(UUID.randomUUID().toString().replace("-", ""));
        return Optional.of(new Proof(
                !known,
                "%d jobs listed; cancel of a job that is not there: %s; no job was cancelled"
                        .formatted(jobs, known ? "accepted" : "404")));
    }

    private FlinkRest open() {
        return open.apply(deadline().minus(SPARE_LAST));
    }

    private List<JobPattern> covered(StopFact.Ordered order) {
        return footholds.covered(order).stream().map(JobPattern::of).toList();
    }

    private void remember(StopId stop, Set<String> jobs) {
        synchronized (found) {
            found.computeIfAbsent(stop, _ -> new HashSet<>()).addAll(jobs);
            if (found.size() > ORDERS_MAX) {
                found.remove(found.keySet().iterator().next());
            }
        }
    }

    private Set<String> remembered(StopId stop) {
        synchronized (found) {
            return Set.copyOf(found.getOrDefault(stop, Set.of()));
        }
    }
}
