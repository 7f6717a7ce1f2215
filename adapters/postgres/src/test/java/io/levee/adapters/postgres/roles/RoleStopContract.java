package io.levee.adapters.postgres.roles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.levee.adapters.postgres.roles.Warehouse.Stopping;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What a stop of roles promises, on whatever version of the server.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RoleStopContract {
    static final Duration LONGEST = Duration.ofSeconds(60);

    private final Optional<Path> programs;

    @SuppressWarnings("NullAway.Init")
    Warehouse warehouse;

    RoleStopContract(Optional<Path> programs) {
        this.programs = programs;
    }

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        warehouse = Warehouse.start(folder.resolve("data"), programs);
    }

    @BeforeEach
    void clear() throws Exception {
        warehouse.clear();
    }

    @AfterAll
    void end() throws Exception {
        warehouse.close();
    }

    @Test
    void aSessionInATransactionEndsAndNothingOfItStays() throws Exception {
        Stopping stopping = warehouse.stopping(warehouse.agent("writer"));
        try (Connection session = warehouse.login("writer");
                Statement statement = session.createStatement()) {
            session.setAutoCommit(false);
            statement.execute("INSERT INTO written VALUES (1)");
            assertThat(stopping.verify().holds()).isFalse();

            assertThat(stopping.stop().affected()).isEqualTo(2);
            assertThatThrownBy(session::commit).isInstanceOf(SQLException.class);
        }
        assertThat(warehouse.number("SELECT count(*) FROM written")).isZero();
        assertLoginRefused("writer");
        assertThat(stopping.verify().holds()).isTrue();
        assertThat(stopping.verify().evidence()).isEqualTo("login closed for 1 of 1 roles, 0 sessions live");
        assertThat(stopping.stop().affected()).as("a second time").isZero();
    }

    @Test
    void anEndlessStatementEndsAlsoUnderTheNameOfAnotherRole() throws Exception {
        warehouse.agent("writer");
        warehouse.run("CREATE ROLE reporting; GRANT reporting TO writer");
        Stopping stopping = warehouse.stopping("writer");
        try (Connection session = warehouse.login("writer");
                Statement statement = session.createStatement()) {
            statement.execute("SET ROLE reporting");
            Thread endless = Thread.ofVirtual()
                    .start(() -> assertThatThrownBy(
                                    () -> statement.execute("SELECT count(*) FROM generate_series(1, 1000000000000)"))
                            .isInstanceOf(SQLException.class));
            await().atMost(LONGEST).until(() -> active("writer") == 1);
            stopping.stop();
            endless.join();
        }
        assertThat(stopping.verify().holds()).isTrue();
    }

    /// The row of its own role is locked for as long as the transaction is open.
    @Test
    void anAgentThatLocksItsOwnRoleIsStopped() throws Exception {
        Stopping stopping = warehouse.stopping(warehouse.agent("writer"));
        try (Connection session = warehouse.login("writer");
                Statement statement = session.createStatement()) {
            session.setAutoCommit(false);
            statement.execute("ALTER ROLE writer PASSWORD 'another'");
            stopping.stop();
        }
        assertLoginRefused("writer");
        assertThat(stopping.verify().holds()).isTrue();
    }

    @Test
    void namesAreTakenLetterByLetter() throws Exception {
        List<String> names = List.of("Odd \"Name\"", "UPPER", "it's; DROP ROLE upper", "levee stöpped");
        for (String name : names) {
            warehouse.agent(name);
        }
        warehouse.agent("upper");
        Stopping stopping = warehouse.stopping(names.toArray(String[]::new));
        try (Connection untouched = warehouse.login("upper");
                Connection session = warehouse.login(names.getFirst())) {
            stopping.stop();
            assertThat(session.isValid(1)).isFalse();
            assertThat(untouched.isValid(1)).isTrue();
        }
        for (String name : names) {
            assertLoginRefused(name);
        }
        warehouse.login("upper").close();
        assertThat(stopping.verify().holds()).isTrue();
    }

    /// The server would cut the longer name and find the other.
    @Test
    void whatDoesNotExistIsSaid() throws Exception {
        String longest = "r".repeat(63);
        warehouse.agent(longest);
        Stopping stopping = warehouse.stopping(longest + "r", "nobody");
        assertThat(stopping.stop().affected()).isZero();
        assertThat(stopping.verify().holds()).isTrue();
        assertThat(stopping.verify().evidence())
                .isEqualTo("login closed for 2 of 2 roles, 0 sessions live, 2 roles do not exist");
        warehouse.login(longest).close();
    }

    @Test
    void theSessionOfADroppedRoleIsFoundAndEnded() throws Exception {
        Stopping stopping = warehouse.stopping(warehouse.agent("writer"));
        try (Connection session = warehouse.login("writer")) {
            warehouse.run("DROP ROLE writer");
            assertThat(session.isValid(1)).isTrue();
            assertThat(stopping.verify().holds()).isFalse();
            stopping.stop();
            assertThat(session.isValid(1)).isFalse();
        }
        assertThat(stopping.verify().holds()).isTrue();
    }

    /// `NOLOGIN` alone keeps nobody out who is in.
    @Test
    void theSessionOfARoleThatSomebodyElseClosedIsEnded() throws Exception {
        Stopping stopping = warehouse.stopping(warehouse.agent("writer"));
        try (Connection session = warehouse.login("writer")) {
            warehouse.run("ALTER ROLE writer NOLOGIN");
            assertThat(stopping.verify().holds()).isFalse();
            assertThat(stopping.stop().affected()).isEqualTo(1);
            assertThat(session.isValid(1)).isFalse();
        }
        assertThat(stopping.verify().holds()).isTrue();
    }

    @Test
    void aGroupThatOthersLogInForIsNotCalledStopped() throws Exception {
        warehouse.agent("member");
        warehouse.run("CREATE ROLE team; GRANT team TO member");
        Stopping stopping = warehouse.stopping("team");
        stopping.stop();
        assertThat(stopping.verify().holds()).isFalse();
        assertThat(stopping.verify().evidence()).contains("1 roles are groups that others log in for");
    }

    @Test
    void whoeverMayNotBeAlteredKeepsNobodyElseAlive() throws Exception {
        warehouse.run("CREATE ROLE mighty SUPERUSER LOGIN PASSWORD '%s'".formatted(Warehouse.PASSWORD));
        warehouse.agent("writer");
        Stopping stopping = warehouse.stopping("mighty", Warehouse.STOPPER, "writer");
        try (Connection mighty = warehouse.login("mighty");
                Connection session = warehouse.login("writer")) {
            assertThatThrownBy(stopping::stop)
                    .isInstanceOfSatisfying(
                            LeveeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION_INVALID))
                    .hasMessageContainingAll("mighty", Warehouse.STOPPER)
                    .hasMessageNotContaining("writer");
            assertThat(session.isValid(1)).isFalse();
            assertThat(mighty.isValid(1)).isTrue();
        }
        assertLoginRefused("writer");
        assertThat(stopping.verify().holds()).isFalse();
        assertThat(stopping.verify().evidence()).startsWith("login closed for 1 of 3 roles");
    }

    @Test
    void onlyWhatThisStopClosedAndNoOtherCoversIsOpenedAgain() throws Exception {
        warehouse.agent("writer");
        warehouse.agent("shared");
        warehouse.agent("closed before");
        warehouse.run("ALTER ROLE \"closed before\" NOLOGIN");
        Stopping stopping = warehouse.stopping("writer", "shared", "closed before");
        stopping.stop();
        warehouse.restart();
        assertThat(stopping.verify().holds()).isTrue();

        Stopping later = warehouse.stopping("writer", "shared", "closed before");
        later.alsoOrdered("a1");
        later.resume();
        later.resume();
        warehouse.login("writer").close();
        assertLoginRefused("shared");
        assertLoginRefused("closed before");
        assertThat(warehouse.number("SELECT count(*) FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid"
                        + " WHERE r.rolname = 'levee_stopped' AND m.member = 'shared'::regrole"))
                .isEqualTo(1);
    }

    @Test
    void theCanaryIsLetInStoppedAndPutBack() throws Exception {
        Stopping stopping = warehouse.stopping();
        for (int round = 0; round < 2; round++) {
            assertThat(stopping.rehearse().evidence())
                    .isEqualTo("canary: session ended, login refused, marked for its resume");
            assertThat(stopping.rehearse().holds()).isTrue();
            assertThat(warehouse.number("SELECT count(*) FROM pg_authid WHERE rolname = 'levee_canary'"
                            + " AND NOT rolcanlogin AND rolpassword IS NULL AND rolvaliduntil = 'infinity'"))
                    .isEqualTo(1);
            assertThat(warehouse.number("SELECT count(*) FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid"
                            + " WHERE r.rolname = 'levee_stopped' AND m.member = 'levee_canary'::regrole"))
                    .isZero();
            warehouse.run("ALTER ROLE levee_canary LOGIN VALID UNTIL '%s'"
                    .formatted(Instant.now().plusSeconds(20))); // as if the one before had been cut off
        }
    }

    @Test
    void aRehearsalFailsOnARotatedSecretAndOnACanaryThatIsSomebodys() throws Exception {
        assertThatThrownBy(warehouse.at(warehouse.url(), "the old password")::rehearse)
                .isInstanceOfSatisfying(
                        LeveeException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION_INVALID));
        warehouse.run("ALTER ROLE levee_canary LOGIN PASSWORD '%s'".formatted(Warehouse.PASSWORD));
        try (Connection somebody = warehouse.login(Warehouse.CANARY)) {
            assertThatThrownBy(warehouse.stopping()::rehearse)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(Warehouse.CANARY);
            assertThat(somebody.isValid(1)).isTrue();
        }
        warehouse.login(Warehouse.CANARY).close();
    }

    long active(String role) throws SQLException {
        return warehouse.number(
                "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND usename = '%s'".formatted(role));
    }

    void assertLoginRefused(String role) {
        assertThatThrownBy(() -> warehouse.login(role).close())
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28000"))
                .hasMessageContaining("not permitted to log in");
    }
}
