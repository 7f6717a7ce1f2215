package io.levee.adapters.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.adapters.json.RecordText;
import io.levee.facts.JobId;
import io.levee.rooms.jobs.Job;
import io.levee.rooms.jobs.JobState;
import io.levee.rooms.jobs.JobStore;
import io.levee.testkit.JobStoreContract;
import io.levee.testkit.TestPostgres;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Each replica of a test keeps what it knows from one call to the next, as it does when it lives.
class JobTableTest extends JobStoreContract {
    private final String url = TestPostgres.freshDatabase();
    private final Database[] pools = {Database.external(url), Database.external(url)};
    private final Map<String, JobTable> replicas = new ConcurrentHashMap<>();

    @AfterEach
    void close() {
        for (Database pool : pools) {
            pool.close();
        }
    }

    @Override
    protected JobStore store(String replica, String machine) {
        return table(replica, machine);
    }

    private JobTable table(String replica, String machine) {
        return replicas.computeIfAbsent(
                replica,
                _ -> new JobTable(
                        pools[Math.floorMod(replica.hashCode(), pools.length)],
                        new JobTable.Supervisor(replica, machine, "/programs/" + replica),
                        new Written(new RecordText<>(Job.class, 1_000_000))));
    }

    private record Written(RecordText<Job> text) implements JobTable.Text {
        @Override
        public String write(Job job) {
            return text.write(job);
        }

        @Override
        public Job read(String written) {
            return text.read(written);
        }
    }

    @Override
    protected void pass(Duration time) {
        var _ = pools[0].with(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "UPDATE job.supervisor SET heard_at = heard_at - ? * interval '1 millisecond'")) {
                update.setLong(1, time.toMillis());
                return update.executeUpdate();
            }
        });
    }

    @Test
    void aSweepKeepsWhatIsOpenAndTheNewestThatAreOver() {
        JobTable one = table("one", "");
        for (String id : List.of("job-1", "job-2", "job-3", "job-4")) {
            one.add(job(id), "");
        }
        for (JobStore.Held held : one.beat()) {
            if (!held.job().id().equals(new JobId("job-1"))) {
                assertThat(one.save(held, in(held.job(), JobState.CLOSED))).isTrue();
            }
        }
        assertThat(one.sweep(3)).isZero();
        assertThat(one.sweep(2)).isOne();
        assertThat(one.newest(Optional.empty(), 9))
                .extracting(job -> job.id().value())
                .containsExactly("job-4", "job-3", "job-1");
        assertThat(one.beat()).hasSize(1);
    }
}
