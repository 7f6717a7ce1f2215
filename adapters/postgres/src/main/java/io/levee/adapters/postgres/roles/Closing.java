package io.levee.adapters.postgres.roles;

import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Closes roles and ends their sessions, in rounds, until two looks in a row found none: a login that passed the check
/// the moment before its role was closed shows a little later. What fails for one role keeps no other alive.
final class Closing {
    private static final Duration LONGEST = Duration.ofMillis(3_500);

    /// Between two rounds, and between the two last looks.
    private static final Duration ROUND = Duration.ofMillis(5);

    private static final Duration SETTLING = Duration.ofMillis(30);

    private final Roles roles;
    private final String stopper;
    private final Set<String> pending;
    private final Map<String, SQLException> refused = new HashMap<>();
    private final long end = System.nanoTime() + LONGEST.toNanos();
    private long closed;
    /// A session may be asked more than once before it is gone.
    private final Set<Integer> ended = new HashSet<>();

    /// @param stopper the role that does this, which is never closed
    Closing(Roles roles, String stopper, List<String> names) {
        this.roles = roles;
        this.stopper = stopper;
        this.pending = new LinkedHashSet<>(names);
    }

    /// @throws LeveeException where a role could not be closed, or a session lives on; all others were seen to
    Closing untilQuiet() throws SQLException {
        if (pending.remove(stopper)) {
            refused.put(stopper, new SQLException("the stopper's own", "42501"));
        }
        boolean wasQuiet = false;
        while (true) {
            boolean quiet = round();
            if (quiet && wasQuiet) {
                break;
            }
            if (System.nanoTime() > end) {
                throw new LeveeException(
                        ErrorCode.DEADLINE_EXCEEDED, "sessions go on after %d were to end".formatted(ended.size()));
            }
            wasQuiet = quiet;
            pause(quiet ? SETTLING : ROUND);
        }
        if (!refused.isEmpty()) {
            throw new LeveeException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "the stopper's user may not close %s: grant it what ADR 0110 lists".formatted(refused.keySet()),
                    refused.values().iterator().next());
        }
        return this;
    }

    long closed() {
        return closed;
    }

    long ended() {
        return ended.size();
    }

    /// True where nothing had to be done.
    private boolean round() throws SQLException {
        boolean quiet = true;
        List<Role> found = roles.find(pending);
        for (Role role : found) {
            if (role.canLogIn()) {
                quiet = false;
                close(role);
            }
        }
        for (Role role : found) {
            if (role.canLogIn() || role.sessions() > 0) {
                quiet = false;
                end(role);
            }
        }
        if (found.size() < pending.size() && roles.sessionsOfNobody() > 0) {
            quiet = false;
            ended.addAll(roles.endSessionsOfNobody());
        }
        pending.removeAll(refused.keySet());
        return quiet;
    }

    private void close(Role role) throws SQLException {
        try {
            roles.close(role);
            closed++;
        } catch (SQLException e) {
            if (RoleFailures.isNotAllowed(e)) {
                refused.put(role.name(), e);
                return;
            }
            if (!RoleFailures.isWorthAnotherTry(e)) {
                throw e;
            }
        }
    }

    private void end(Role role) throws SQLException {
        try {
            ended.addAll(roles.end(role.name()));
        } catch (SQLException e) {
            if (!RoleFailures.isNotAllowed(e)) {
                throw e;
            }
            refused.put(role.name(), e);
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before all sessions had ended", e);
        }
    }
}
