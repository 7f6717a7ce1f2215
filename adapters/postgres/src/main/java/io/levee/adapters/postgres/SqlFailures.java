package io.levee.adapters.postgres;

import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;

/// What a failure of the database means for Levee: the one table from SQL states to error codes.
final class SqlFailures {
    private SqlFailures() {}

    static LeveeException translated(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (state.equals("53100")) {
            return unavailable("the disk under the database is full: free space, Levee goes on by itself", e);
        }
        if (state.equals("42501")) {
            return new LeveeException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "the database user may not do this: grant it CREATE on the database; " + e.getMessage(),
                    e);
        }
        if (state.startsWith("28")) {
            return new LeveeException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "the database refused the user or the password: correct LEVEE_DATABASE_URL",
                    e);
        }
        if (state.equals("3D000")) {
            return new LeveeException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "the database that LEVEE_DATABASE_URL names does not exist: create it with `createdb`",
                    e);
        }
        if (isOutage(state)) {
            return unavailable("the database cannot be reached: `levee doctor` says what is wrong", e);
        }
        return new LeveeException(
                ErrorCode.INTERNAL, "the database refused a statement of Levee (%s)".formatted(state), e);
    }

    /// The connection is gone, whatever became of the statement: class 08 of the states of SQL, or one
    /// of the server's own for a session that it ended (57P01 to 57P05). Not where the database did not
    /// answer in time: whoever asked has waited already.
    static boolean isLost(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        boolean late = e.getCause() instanceof SocketTimeoutException;
        return !late && (state.startsWith("08") || state.startsWith("57P0"));
    }

    /// States that pass without anybody changing Levee: no connection, out of resources, shutting down,
    /// internal error of the server. An empty state is the driver's own.
    private static boolean isOutage(String state) {
        return state.isEmpty()
                || state.startsWith("08")
                || state.startsWith("53")
                || state.startsWith("57")
                || state.startsWith("58")
                || state.startsWith("XX")
                || state.startsWith("40");
    }

    private static LeveeException unavailable(String what, SQLException e) {
        return new LeveeException(ErrorCode.DATABASE_UNAVAILABLE, what, e);
    }
}
