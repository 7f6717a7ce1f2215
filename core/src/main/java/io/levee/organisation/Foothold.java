package io.levee.organisation;

import io.levee.facts.Scope;
import io.levee.identity.ActorId;
import io.levee.identity.Directory;
import io.levee.identity.Passport;
import io.levee.identity.Person;
import java.util.Optional;

/// What an agent has in a system outside of Levee: a database role, a user of a broker, a card, a job.
///
/// @param person whom the agent acts for with it; empty where it serves everybody whom the agent acts for
/// @param id     its name in that system
public record Foothold(ActorId agent, Optional<ActorId> person, String id) {
    public static final int ID_LENGTH_MAX = 256;

    public Foothold {
        if (!agent.isAgent()) {
            throw new IllegalArgumentException("`%s` is no agent".formatted(agent));
        }
        if (person.isPresent() && !person.get().isPerson()) {
            throw new IllegalArgumentException("`%s` is no person".formatted(person.get()));
        }
        if (id.isBlank() || id.length() > ID_LENGTH_MAX) {
            throw new IllegalArgumentException(
                    "the id of a foothold has 1 to %d characters, `%s` does not".formatted(ID_LENGTH_MAX, id));
        }
    }

    /// Whether a stop of the scope ends it. A person's stop ends only what serves that person alone: what else their
    /// agents do, the gateway and the tokens end. Sessions leave nothing of their own in systems outside.
    public boolean isOf(Scope scope, Directory directory) {
        return switch (scope) {
            case Scope.Agent(ActorId stopped) -> stopped.equals(agent);
            case Scope.Person(ActorId stopped) -> person.filter(stopped::equals).isPresent();
            case Scope.Team(var team) ->
                directory
                                .passport(agent)
                                .map(Passport::owner)
                                .filter(team::equals)
                                .isPresent()
                        || person.flatMap(directory::person)
                                .map(Person::teams)
                                .filter(teams -> teams.contains(team))
                                .isPresent();
            case Scope.Session _, Scope.Label _, Scope.Job _, Scope.Operation _, Scope.Model _ -> false;
            case Scope.Everything _ -> true;
        };
    }
}
