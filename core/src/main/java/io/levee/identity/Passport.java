package io.levee.identity;

import java.util.List;
import java.util.Set;

/// What an agent must answer before it may run: the seven questions. The organisation writes it, policies bound it
/// further, and `levee passport` answers it from live facts.
///
/// @param runsAt    where it runs, in words that the person on call understands
/// @param actsFor   the people, and the teams whose people, it may act for
/// @param mayKnow   patterns of assets that it may read, as `kind:name` where `*` stands for any run of characters
/// @param mayChange patterns of assets that it may change
/// @param spend     what it may spend
/// @param observed  what is watched while it runs
/// @param stoppers  who can stop it: people and teams
public record Passport(
        ActorId agent,
        String purpose,
        TeamId owner,
        String runsAt,
        Set<ActorId> actsFor,
        List<AssetPattern> mayKnow,
        List<AssetPattern> mayChange,
        Spend spend,
        List<String> observed,
        Set<ActorId> stoppers,
        Set<Role> roles) {
    public Passport {
        if (!agent.isAgent()) {
            throw new IllegalArgumentException("`%s` is no agent".formatted(agent));
        }
        actsFor = Set.copyOf(actsFor);
        mayKnow = List.copyOf(mayKnow);
        mayChange = List.copyOf(mayChange);
        observed = List.copyOf(observed);
        stoppers = Set.copyOf(stoppers);
        roles = Set.copyOf(roles);
    }

    /// True where the passport names the person or one of their teams.
    public boolean allowsActingFor(Person person) {
        return actsFor.contains(person.id())
                || person.teams().stream().anyMatch(team -> actsFor.contains(ActorId.team(team.name())));
    }

    /// Whole numbers, so that no rounding decides. Zero means none.
    public record Spend(long callsPerHourMax, long usdCentsPerDayMax) {
        public Spend {
            if (callsPerHourMax < 0 || usdCentsPerDayMax < 0) {
                throw new IllegalArgumentException("a budget cannot be negative");
            }
        }
    }
}
