package io.levee.budget;

import io.levee.catalog.AssetId;
import io.levee.identity.Chain;
import io.levee.identity.SessionId;
import io.levee.identity.TeamId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A call or a job, as far as budgets care.
///
/// @param startedFrom the person's session from which it was started
/// @param teams  those of the chain's person
/// @param assets the operation, then what the call names by its parameters
/// @param cpuSeconds that a job books; 0 for a call
public record Spender(
        Chain chain,
        SessionId session,
        Optional<SessionId> startedFrom,
        Set<TeamId> teams,
        List<AssetId> assets,
        long cpuSeconds) {
    public Spender {
        teams = Set.copyOf(teams);
        assets = List.copyOf(assets);
    }

    /// A call.
    public Spender(
            Chain chain, SessionId session, Optional<SessionId> startedFrom, Set<TeamId> teams, List<AssetId> assets) {
        this(chain, session, startedFrom, teams, assets, 0);
    }

    /// Of a session that nobody started from another.
    public Spender(Chain chain, SessionId session, Set<TeamId> teams, List<AssetId> assets) {
        this(chain, session, Optional.empty(), teams, assets);
    }

    /// Known before the call; of what is not known, nothing.
    long amount(Unit unit) {
        return switch (unit) {
            case CALLS -> 1;
            case OBJECTS -> Math.max(1, assets.size() - 1);
            case CPU_SECONDS -> cpuSeconds;
            case BYTES, ROWS, TOKENS, USD_MICROS -> 0;
        };
    }
}
