package io.levee.identity;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// The delegation chain: the person, and the agents that act for them; the first agent was asked by the person, each
/// next one by the agent before it, and the last one is calling. Without agents the person calls in person.
///
/// The rights of a chain are the intersection of the rights of everybody in it (I2).
public record Chain(ActorId person, List<ActorId> agents) {
    /// Agents in one chain. RFC 8693 sets no limit; an auditor must be able to read a chain at a glance.
    public static final int AGENTS_MAX = 4;

    public Chain {
        agents = List.copyOf(agents);
        if (!person.isPerson()) {
            throw new IllegalArgumentException(
                    "`%s` cannot be acted for: a chain starts at a person".formatted(person));
        }
        if (agents.size() > AGENTS_MAX) {
            throw new IllegalArgumentException(
                    "a chain of %d agents is too deep: at most %d".formatted(agents.size(), AGENTS_MAX));
        }
        for (ActorId agent : agents) {
            if (!agent.isAgent()) {
                throw new IllegalArgumentException("`%s` cannot act for a person: only agents can".formatted(agent));
            }
        }
        if (new HashSet<>(agents).size() != agents.size()) {
            throw new IllegalArgumentException("the chain %s is cyclic: an agent may appear once".formatted(agents));
        }
    }

    public static Chain of(ActorId person, ActorId... agents) {
        return new Chain(person, List.of(agents));
    }

    /// This chain with one more agent at its end; refuses what the constructor refuses.
    public Chain delegatedTo(ActorId agent) {
        List<ActorId> longer = new ArrayList<>(agents);
        longer.add(agent);
        return new Chain(person, longer);
    }

    /// Who is calling: the last agent, or the person where there is none.
    public ActorId caller() {
        return agents.isEmpty() ? person : agents.getLast();
    }

    /// Everybody whose rights bound this chain: the person first.
    public List<ActorId> principals() {
        List<ActorId> all = new ArrayList<>(agents.size() + 1);
        all.add(person);
        all.addAll(agents);
        return List.copyOf(all);
    }

    public boolean contains(ActorId actor) {
        return person.equals(actor) || agents.contains(actor);
    }
}
