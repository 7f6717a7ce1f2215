package io.levee.facts;

import io.levee.catalog.AssetId;
import io.levee.identity.Chain;
import io.levee.identity.SessionId;
import io.levee.identity.TeamId;
import java.util.Optional;
import java.util.Set;

/// What a [Scope] is asked about: a run of an agent, or one call or one program of it, as whoever asks knows it now.
///
/// @param sessions its own, and that of the person from which it was started
/// @param teams    of everybody in the chain: the owners of its agents and the teams of its person
/// @param labels   what its sessions carry
/// @param job      where it is about a program
/// @param assets   where it is about a call: the operation, and what it names by its parameters
/// @param changes  whether it is about a call that may change something
public record Run(
        Chain chain,
        Set<SessionId> sessions,
        Set<TeamId> teams,
        Set<String> labels,
        Optional<WorkloadId> job,
        Set<AssetId> assets,
        boolean changes) {
    public Run {
        sessions = Set.copyOf(sessions);
        teams = Set.copyOf(teams);
        labels = Set.copyOf(labels);
        assets = Set.copyOf(assets);
    }

    /// Neither a call nor a program: all that the run is.
    public Run(Chain chain, Set<SessionId> sessions, Set<TeamId> teams, Set<String> labels) {
        this(chain, sessions, teams, labels, Optional.empty(), Set.of(), false);
    }

    public Run running(WorkloadId program) {
        return new Run(chain, sessions, teams, labels, Optional.of(program), assets, changes);
    }

    public Run calling(Set<AssetId> what, boolean mayChange) {
        return new Run(chain, sessions, teams, labels, job, what, mayChange);
    }
}
