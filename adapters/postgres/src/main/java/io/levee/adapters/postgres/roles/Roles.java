package io.levee.adapters.postgres.roles;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.postgresql.PGConnection;

/// The statements, on one connection. Every look is a statement of its own: within a transaction the server would
/// answer with the sessions that it saw first. One thread at a time.
///
/// What Levee closed is a member of [#MARK], a role without any right. The mark is made and removed in the transaction
/// that closes and opens; a role cannot give itself the mark, as it could a setting; a comment would take the place of
/// somebody's.
final class Roles implements AutoCloseable {
    static final String MARK = "levee_stopped";

    /// From this version on, membership does not always mean that one may act as the role.
    private static final int VERSION_OF_SET_OPTION = 16;

    private static final String FIND = """
            SELECT r.rolname::text, r.rolcanlogin,
                   EXISTS (SELECT FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid
                            WHERE m.member = r.oid AND g.rolname = '%s'),
                   (SELECT count(*) FROM pg_stat_activity a WHERE a.usesysid = r.oid),
                   (SELECT count(*) FROM pg_roles l
                     WHERE l.rolcanlogin AND NOT l.rolsuper AND l.oid <> r.oid AND l.rolname <> current_user
                       AND pg_has_role(l.oid, r.oid, ?)),
                   (SELECT count(*) FROM pg_prepared_xacts p WHERE p.owner = r.rolname)
              FROM pg_roles r WHERE r.rolname::text = ANY (?)""".formatted(MARK);

    // INVARIANT: what ends a session is in the list of columns. As a condition, the planner may ask it first, of
    // every session there is.
    private static final String END = """
            SELECT a.pid, pg_terminate_backend(a.pid)
              FROM pg_stat_activity a JOIN pg_roles r ON r.oid = a.usesysid
             WHERE r.rolname::text = ?""";

    /// Sessions that go on although somebody dropped their role.
    private static final String OF_NOBODY =
            " FROM pg_stat_activity a WHERE a.usesysid <> 0 AND NOT EXISTS (SELECT FROM pg_roles r WHERE r.oid = a.usesysid)";

    private final Connection connection;

    Roles(Connection connection) {
        this.connection = connection;
    }

    /// Those of the names that there are.
    List<Role> find(Collection<String> names) throws SQLException {
        boolean old = connection.getMetaData().getDatabaseMajorVersion() < VERSION_OF_SET_OPTION;
        try (PreparedStatement statement = connection.prepareStatement(FIND)) {
            Array wanted = connection.createArrayOf("text", names.toArray());
            statement.setString(1, old ? "MEMBER" : "USAGE, SET");
            statement.setArray(2, wanted);
            List<Role> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(new Role(
                            rows.getString(1),
                            rows.getBoolean(2),
                            rows.getBoolean(3),
                            rows.getLong(4),
                            rows.getLong(5),
                            rows.getLong(6)));
                }
            }
            return found;
        }
    }

    /// No login begins from here on. Where the mark cannot be made, the role is closed nevertheless, and stays so
    /// when it is resumed.
    void close(Role role) throws SQLException {
        String name = quoted(role.name());
        try {
            if (!role.marked()) {
                makeMark();
            }
            together("GRANT " + MARK + " TO " + name, "ALTER ROLE " + name + " NOLOGIN");
        } catch (SQLException e) {
            if (!RoleFailures.isNotAllowed(e)) {
                throw e;
            }
            run("ALTER ROLE " + name + " NOLOGIN");
        }
    }

    /// Undoes [#close].
    void open(Role role) throws SQLException {
        String name = quoted(role.name());
        together("ALTER ROLE " + name + " LOGIN", "REVOKE " + MARK + " FROM " + name);
    }

    /// Asks the server to end the role's sessions, and waits for none. Which ones it asked.
    Set<Integer> end(String role) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(END)) {
            statement.setString(1, role);
            return numbers(statement.executeQuery());
        }
    }

    long sessionsOfNobody() throws SQLException {
        return number("SELECT count(*)" + OF_NOBODY);
    }

    Set<Integer> endSessionsOfNobody() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return numbers(statement.executeQuery("SELECT a.pid, pg_terminate_backend(a.pid)" + OF_NOBODY));
        }
    }

    /// Whether its password is good for longer than this.
    boolean isValidFor(String role, int seconds) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT count(*) FROM pg_roles WHERE rolname::text = ? AND coalesce(rolvaliduntil, 'infinity') > "
                        + "clock_timestamp() + make_interval(secs => ?)")) {
            statement.setString(1, role);
            statement.setInt(2, seconds);
            return number(statement.executeQuery()) > 0;
        }
    }

    /// Lets the role in with this password, for so long. The server is sent a hash only.
    void admit(String role, String password, int seconds) throws SQLException {
        connection.unwrap(PGConnection.class).alterUserPassword(role, password.toCharArray(), "scram-sha-256");
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT (clock_timestamp() + interval '%d s')::text".formatted(seconds))) {
            rows.next();
            run("ALTER ROLE %s LOGIN VALID UNTIL '%s'".formatted(quoted(role), rows.getString(1)));
        }
    }

    /// Closed without a password: how a canary rests.
    void rest(String role) throws SQLException {
        run("ALTER ROLE %s NOLOGIN PASSWORD NULL VALID UNTIL 'infinity'".formatted(quoted(role)));
    }

    private long number(String query) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return number(statement.executeQuery(query));
        }
    }

    private void run(String command) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    private String quoted(String name) throws SQLException {
        return connection.unwrap(PGConnection.class).escapeIdentifier(name);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private void makeMark() throws SQLException {
        if (number("SELECT count(*) FROM pg_roles WHERE rolname = '" + MARK + "'") == 0) {
            run("CREATE ROLE " + MARK + " NOLOGIN");
        }
    }

    private void together(String first, String second) throws SQLException {
        connection.setAutoCommit(false);
        try {
            run(first);
            run(second);
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static long number(ResultSet rows) throws SQLException {
        try (rows) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static Set<Integer> numbers(ResultSet rows) throws SQLException {
        Set<Integer> numbers = new HashSet<>();
        try (rows) {
            while (rows.next()) {
                numbers.add(rows.getInt(1));
            }
        }
        return numbers;
    }
}
