package io.levee.budget;

import io.levee.identity.ActorId;
import io.levee.identity.AssetPattern;
import io.levee.identity.Names;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One declared limit.
///
/// @param holders   the agents, people or teams whom it binds; empty for all of them
/// @param only      the calls that count: those that touch an asset that matches one of these; empty for every call
/// @param quota     how much over which window; empty where only one call at a time is bounded
/// @param perCallMax the most that one call may take. Of what only the outcome says, this is reserved before the call,
///                  and the call ends where it would take more
public record Budget(
        String name,
        Unit unit,
        Per per,
        Set<ActorId> holders,
        List<AssetPattern> only,
        Optional<Quota> quota,
        long perCallMax) {
    /// How the names of budgets begin that passports set.
    public static final String OF_PASSPORT = "passport-";
    /// In any unit; far from where sums overflow.
    public static final long AMOUNT_MAX = 1_000_000_000_000_000L;
    public static final Duration WINDOW_MIN = Duration.ofSeconds(1);
    public static final Duration WINDOW_MAX = Duration.ofDays(31);

    /// At most `limit` in each window; windows of this length begin at whole multiples of it since 1970, by the
    /// database's clock.
    public record Quota(long limit, Duration window) {
        public Quota {
            if (limit < 0 || limit > AMOUNT_MAX) {
                throw new IllegalArgumentException("a limit is 0 to %d, not %d".formatted(AMOUNT_MAX, limit));
            }
            if (window.compareTo(WINDOW_MIN) < 0
                    || window.compareTo(WINDOW_MAX) > 0
                    || !window.equals(Duration.ofSeconds(window.toSeconds()))) {
                throw new IllegalArgumentException("a window is 1 second to 31 days, not %s".formatted(window));
            }
        }

        /// The window as `budgets.yaml` has it: `7d`, `1h`, `15m`, `90s`.
        public String every() {
            long seconds = window.toSeconds();
            if (seconds % 86_400 == 0) {
                return seconds / 86_400 + "d";
            }
            if (seconds % 3_600 == 0) {
                return seconds / 3_600 + "h";
            }
            return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
        }
    }

    public Budget {
        Names.check("budget", name);
        holders = Set.copyOf(holders);
        only = List.copyOf(only);
        if (perCallMax < 1 || perCallMax > AMOUNT_MAX) {
            throw new IllegalArgumentException("one call takes 1 to %d, not %d".formatted(AMOUNT_MAX, perCallMax));
        }
    }

    /// Every call of this agent counts.
    public static Budget callsOf(ActorId agent, long limit, Duration window) {
        return new Budget(
                OF_PASSPORT + "calls",
                Unit.CALLS,
                Per.AGENT,
                Set.of(agent),
                List.of(),
                Optional.of(new Quota(limit, window)),
                AMOUNT_MAX);
    }
}
