package io.levee.adapters.postgres.roles;

import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.sql.SQLException;

/// What a failure of the server means for a stop. Messages hold the state of SQL and no text of the server.
final class RoleFailures {
    /// `insufficient_privilege`.
    private static final String NOT_ALLOWED = "42501";

    /// `invalid_authorization_specification`: whose role is `NOLOGIN`, once the password was right.
    private static final String LOGIN_REFUSED = "28000";

    private RoleFailures() {}

    static LeveeException translated(SQLException e) {
        String state = state(e);
        if (isNotAllowed(e)) {
            return new LeveeException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "the stopper's user may not do this on the server (42501): grant it what ADR 0110 lists",
                    e);
        }
        if (state.startsWith("28")) {
            return new LeveeException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "the server refused the stopper's user or password (%s): correct the secret".formatted(state),
                    e);
        }
        if (state.equals("3D000")) {
            return new LeveeException(
                    ErrorCode.CONFIGURATION_INVALID, "the database in the stopper's `url` does not exist", e);
        }
        if (isLate(e)) {
            return new LeveeException(
                    ErrorCode.DEADLINE_EXCEEDED, "the server did not answer in time (%s)".formatted(state), e);
        }
        return new LeveeException(
                ErrorCode.UPSTREAM_UNAVAILABLE, "the server could not be asked (%s)".formatted(state), e);
    }

    static boolean isNotAllowed(SQLException e) {
        return state(e).equals(NOT_ALLOWED);
    }

    static boolean isLoginRefused(SQLException e) {
        return state(e).equals(LOGIN_REFUSED);
    }

    /// Passes by itself, or once the role's sessions are gone: a lock, a time-out, somebody else altered it at the
    /// same time (`tuple concurrently updated` comes as an internal error), the same row was made twice.
    static boolean isWorthAnotherTry(SQLException e) {
        return switch (state(e)) {
            case "55P03", "57014", "40001", "40P01", "XX000", "23505", "42710" -> true;
            default -> false;
        };
    }

    private static boolean isLate(SQLException e) {
        return state(e).equals("57014") || state(e).equals("55P03");
    }

    private static String state(SQLException e) {
        return e.getSQLState() == null ? "no state" : e.getSQLState();
    }
}
