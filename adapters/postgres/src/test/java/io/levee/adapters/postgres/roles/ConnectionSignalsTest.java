package io.levee.adapters.postgres.roles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levee.facts.JobId;
import io.levee.organisation.SignalSource;
import io.levee.rooms.jobs.Job;
import io.levee.rooms.jobs.Signal;
import io.levee.testkit.SampleJobs;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConnectionSignalsTest {
    private static final List<Job> RUNNING = List.of(SampleJobs.running("job-1"), SampleJobs.running("job-2"));

    @SuppressWarnings("NullAway.Init")
    private static Warehouse warehouse;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        warehouse = Warehouse.start(folder, Optional.empty());
        warehouse.run("GRANT pg_read_all_stats TO levee_stopper");
    }

    @AfterAll
    static void stop() throws Exception {
        warehouse.close();
    }

    @Test
    void whoHoldsTooManyConnectionsDoesHarm() throws Exception {
        String agent = warehouse.agent("an_agent");
        try (Connection _ = connected(agent, "job-1");
                Connection _ = connected(agent, "job-1-reader");
                Connection _ = connected(agent, "job-2");
                Connection _ = connected(agent, "job-12")) {
            assertThat(signal(Map.of()).harmful(RUNNING))
                    .isEqualTo(Map.of(new JobId("job-1"), "2 connections of `job-1`, and 1 are its limit"));
            assertThat(signal(Map.of("most", "2")).harmful(RUNNING)).isEmpty();
        }
        assertThat(signal(Map.of()).harmful(RUNNING)).isEmpty();
    }

    @Test
    void aServerThatLetsNobodyInIsNoSignal() {
        assertThatThrownBy(() -> signal(Map.of("user", "nobody_there")).harmful(RUNNING))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("28P01")
                .hasMessageNotContaining(Warehouse.PASSWORD);
    }

    @Test
    void settingsAreCheckedBeforeAnybodyIsAsked() {
        Map.of("most", "0", "url", "jdbc:mysql://x", "user", " ", "tls", "perhaps")
                .forEach((setting, value) -> assertThatThrownBy(() -> signal(Map.of(setting, value)))
                        .isInstanceOf(IllegalArgumentException.class));
    }

    private static Connection connected(String role, String application) throws Exception {
        return DriverManager.getConnection(
                warehouse.url() + "?ApplicationName=" + application, role, Warehouse.PASSWORD);
    }

    private static Signal signal(Map<String, String> other) {
        Map<String, String> settings = new HashMap<>(
                Map.of("url", warehouse.url(), "user", Warehouse.STOPPER, "secret", "warehouse", "most", "1"));
        settings.putAll(other);
        return new ConnectionSignals()
                .signal(
                        new SignalSource("connections", "postgres-connections", Duration.ofSeconds(30), settings, 1),
                        _ -> Warehouse.PASSWORD);
    }
}
