package io.levee.rooms.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.facts.JobFact;
import io.levee.facts.JobId;
import io.levee.facts.StopId;
import io.levee.facts.WorkloadId;
import io.levee.ledger.Origin;
import io.levee.testkit.FakeClock;
import io.levee.testkit.MemoryJobs;
import io.levee.testkit.MemoryLedger;
import io.levee.testkit.NoOutputs;
import io.levee.testkit.SampleJobs;
import io.levee.testkit.StillEngine;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// An engine that begins one attempt at a time: the oldest first, and none that was ended while it waited.
final class StartsInTurnTest {
    private final FakeClock clock = FakeClock.start();
    private final MemoryJobs jobs = new MemoryJobs(clock);
    private final JobStore store = jobs.of("r1", "machine", "folder");
    private final MemoryLedger ledger = new MemoryLedger(new Origin("acme", "all"), clock);
    /// What the supervision left to its threads, in order.
    private final Queue<Runnable> steps = new ArrayDeque<>();

    private final List<JobId> begun = new ArrayList<>();
    private final OneByOne engine = new OneByOne();
    private Runnable meanwhile = () -> {};
    private final Supervision supervision = new Supervision(
            store,
            ledger,
            _ -> engine,
            () -> new WorkloadId("run-" + begun.size()),
            (_, _) -> {
                throw new AssertionError("nothing fails here");
            },
            new NoOutputs(),
            this::stop,
            _ -> Optional.empty(),
            _ -> Optional.empty(),
            clock,
            () -> Duration.between(FakeClock.START, clock.instant()).toNanos(),
            steps::add);

    @Test
    void theOldestBeginsFirstAndOneAtATime() {
        admitted("job-c", 3);
        admitted("job-a", 1);
        admitted("job-b", 2);

        supervision.tend();
        supervision.tend();
        assertThat(steps).as("of three that wait").hasSize(1);
        while (!steps.isEmpty()) {
            steps.remove().run();
            assertThat(steps).hasSizeLessThanOrEqualTo(1);
        }

        assertThat(begun).extracting(JobId::value).containsExactly("job-a", "job-b", "job-c");
    }

    @Test
    void whatIsEndedWhileItWaitsNeverBegins() {
        admitted("job-a", 1);
        admitted("job-b", 2);
        admitted("job-c", 3);
        supervision.tend();

        assertThat(store.wishEnd(new JobId("job-b"), "person:gus")).isTrue();
        clock.advance(Duration.ofSeconds(1));
        supervision.tend();
        while (!steps.isEmpty()) {
            steps.remove().run();
        }

        assertThat(begun).extracting(JobId::value).containsExactly("job-a", "job-c");
        assertThat(ledger.facts(JobFact.Closed.class))
                .extracting(closed -> closed.job().value())
                .containsExactly("job-b");
    }

    @Test
    void aFailedStartLetsTheNextOneBegin() {
        admitted("job-a", 1);
        admitted("job-b", 2);
        engine.broken = true;
        supervision.tend();
        steps.remove().run();

        engine.broken = false;
        clock.advance(Duration.ofSeconds(1));
        supervision.tend();
        while (!steps.isEmpty()) {
            steps.remove().run();
        }

        assertThat(begun).extracting(JobId::value).contains("job-b");
    }

    /// Between two looks at a job another thread may take a step of it.
    @Test
    void whatBeganSinceItWasLookedAtBeginsNoSecondTime() {
        engine.atOnce = 2;
        admitted("job-a", 1);
        AtomicInteger asked = new AtomicInteger();
        meanwhile = () -> {
            if (asked.incrementAndGet() == 2) { // it waited when it was chosen, and is asked about now
                supervision.tend();
                steps.remove().run();
            }
        };

        supervision.tend();
        while (!steps.isEmpty()) {
            steps.remove().run();
        }

        assertThat(begun).extracting(JobId::value).containsExactly("job-a");
        assertThat(ledger.facts(JobFact.Began.class)).hasSize(1);
    }

    private Optional<StopId> stop(Job job) {
        meanwhile.run();
        return Optional.empty();
    }

    private void admitted(String id, long second) {
        JobSpec spec = SampleJobs.running(id).spec();
        store.add(Job.admitted(new JobId(id), spec, FakeClock.START.minusSeconds(10 - second)), "machine");
    }

    private final class OneByOne extends StillEngine {
        private boolean broken;
        private int atOnce = 1;

        @Override
        public int startsAtOnce() {
            return atOnce;
        }

        @Override
        public Begun begin(WorkloadId run, Job job, JobSpec spec) {
            if (broken) {
                throw new IllegalStateException("no folder can be made");
            }
            begun.add(job.id());
            return new Begun.Running();
        }

        @Override
        public Look look(WorkloadId run, Job job) {
            return new Look.Running(1);
        }
    }
}
