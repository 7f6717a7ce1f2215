package io.levee.testkit;

import io.levee.rooms.jobs.JobStore;
import java.time.Duration;

class MemoryJobsTest extends JobStoreContract {
    private final FakeClock clock = FakeClock.start();
    private final MemoryJobs jobs = new MemoryJobs(clock);

    @Override
    protected JobStore store(String replica, String machine) {
        return jobs.of(replica, machine, "/programs/" + replica);
    }

    @Override
    protected void pass(Duration time) {
        clock.advance(time);
    }
}
