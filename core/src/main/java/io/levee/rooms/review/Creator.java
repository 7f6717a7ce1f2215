package io.levee.rooms.review;

import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Who made a change.
///
/// @param agents all that had a part in it; the last one wrote it
/// @param person whom they acted for, or who wrote it
/// @param models that the agents asked, by name or by family, as in `gpt-4` or `gpt`
public record Creator(List<ActorId> agents, Optional<ActorId> person, Set<String> models) {
    public static final Creator UNKNOWN = new Creator(List.of(), Optional.empty(), Set.of());

    public Creator {
        agents = List.copyOf(agents);
        models = Set.copyOf(models);
    }

    public static Creator of(Chain chain) {
        return new Creator(chain.agents(), Optional.of(chain.person()), Set.of());
    }

    public Creator asking(Set<String> others) {
        return new Creator(agents, person, others);
    }

    /// Whoever wrote it, where that was an agent.
    public Optional<ActorId> agent() {
        return agents.isEmpty() ? Optional.empty() : Optional.of(agents.getLast());
    }
}
