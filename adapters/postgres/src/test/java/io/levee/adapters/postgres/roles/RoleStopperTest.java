package io.levee.adapters.postgres.roles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.levee.adapters.postgres.roles.Warehouse.Stopping;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.rooms.stop.Stopper;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/// The newest server.
final class RoleStopperTest extends RoleStopContract {
    RoleStopperTest() {
        super(Optional.empty());
    }

    @Test
    void whoComesBackAgainAndAgainWritesNothingMore() throws Exception {
        Stopping stopping = warehouse.stopping(warehouse.agent("writer"));
        AtomicBoolean ended = new AtomicBoolean();
        AtomicLong written = new AtomicLong();
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            writers.add(Thread.ofPlatform().start(() -> writeUntil(ended, written)));
        }
        await().atMost(LONGEST).until(() -> written.get() > 20);
        stopping.stop();
        assertThat(stopping.verify().holds()).isTrue();
        long rows = warehouse.number("SELECT count(*) FROM written");
        long refused = warehouse.number("SELECT coalesce(sum(sessions_killed), 0) FROM pg_stat_database");
        assertThat(refused).isPositive();
        assertLoginRefused("writer");
        ended.set(true);
        for (Thread writer : writers) {
            writer.join();
        }
        assertThat(warehouse.number("SELECT count(*) FROM written")).isEqualTo(rows);
    }

    /// Why the probe tries no login: of the two refusals only that of the right password says anything.
    @Test
    void aWrongPasswordIsRefusedBeforeAnyRoleIsLookedAt() throws Exception {
        warehouse.agent("open");
        warehouse.stopping(warehouse.agent("closed")).stop();
        for (String role : List.of("open", "closed", "nobody")) {
            assertThatThrownBy(() -> warehouse.login(role, "a guess").close())
                    .as(role)
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
        }
    }

    @Test
    void aPreparedTransactionIsReportedAndNobodyOfTheRoleCanCommitIt() throws Exception {
        Stopping stopping = warehouse.stopping(warehouse.agent("writer"));
        try (Connection session = warehouse.login("writer");
                Statement statement = session.createStatement()) {
            statement.execute("BEGIN");
            statement.execute("INSERT INTO written VALUES (1)");
            statement.execute("PREPARE TRANSACTION 'later'");
        }
        stopping.stop();
        assertThat(stopping.verify().evidence()).endsWith(", 1 prepared transactions wait");
        assertThat(warehouse.number("SELECT count(*) FROM written")).isZero();
        assertLoginRefused("writer");
    }

    /// It may give the login back to itself, but not once it is gone.
    @Test
    void aSuperuserThatOpensItselfAgainIsStoppedByOneWhoMay() throws Exception {
        warehouse.run("ALTER ROLE levee_stopper SUPERUSER");
        warehouse.run("CREATE ROLE mighty SUPERUSER LOGIN PASSWORD '%s'".formatted(Warehouse.PASSWORD));
        Stopping stopping = warehouse.stopping("mighty");
        AtomicLong opened = new AtomicLong();
        Thread again = Thread.ofPlatform().start(() -> {
            try (Connection session = warehouse.login("mighty");
                    Statement statement = session.createStatement()) {
                while (true) {
                    statement.execute("ALTER ROLE mighty LOGIN");
                    opened.incrementAndGet();
                }
            } catch (SQLException _) {
                // ended
            }
        });
        await().atMost(LONGEST).until(() -> opened.get() > 5);
        stopping.stop();
        again.join();
        assertThat(stopping.verify().holds()).isTrue();
        assertLoginRefused("mighty");
    }

    @Test
    void aServerThatSaysNothingIsGivenUpInTime() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String url = "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(silent.getLocalPort());
            Stopping stopping = warehouse.at(url, Warehouse.PASSWORD, "writer");
            for (Runnable part : List.<Runnable>of(stopping::stop, stopping::verify, stopping::rehearse)) {
                LeveeException failure = Assertions.assertTimeoutPreemptively(
                        Stopper.DEADLINE, () -> Assertions.assertThrows(LeveeException.class, part::run));
                assertThat(failure.code()).isEqualTo(ErrorCode.UPSTREAM_UNAVAILABLE);
            }
        }
    }

    @Test
    void noServerAndNoSuchPasswordAreRed() throws Exception {
        Stopping rotated = warehouse.at(warehouse.url(), "the old password", "writer");
        assertThatThrownBy(rotated::stop)
                .isInstanceOfSatisfying(
                        LeveeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION_INVALID))
                .hasMessageNotContaining("old password");
        assertThatThrownBy(rotated::verify).isInstanceOf(LeveeException.class);
        Stopping stopping = warehouse.at("jdbc:postgresql://127.0.0.1:1/postgres", Warehouse.PASSWORD, "writer");
        assertThatThrownBy(stopping::stop)
                .isInstanceOfSatisfying(
                        LeveeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UPSTREAM_UNAVAILABLE));
        assertThatThrownBy(stopping::verify).isInstanceOf(LeveeException.class);
    }

    private void writeUntil(AtomicBoolean ended, AtomicLong written) {
        while (!ended.get()) {
            try (Connection session = warehouse.login("writer");
                    Statement statement = session.createStatement()) {
                for (int i = 0; i < 10; i++) {
                    statement.execute("INSERT INTO written VALUES (%d)".formatted(written.incrementAndGet()));
                }
            } catch (SQLException _) {
                // refused or ended: again
            }
        }
    }
}
