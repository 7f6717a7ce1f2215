package io.levee.organisation;

import io.levee.facts.Layer;
import io.levee.facts.Scope;
import io.levee.facts.StopFact;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.identity.Directory;
import io.levee.identity.Passport;
import io.levee.identity.SessionId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// A stop rule: what to look for, at whom, and whether finding it stops them.
///
/// @param watcher the agent that looks, and the person whose right to stop it uses
/// @param only    agents, and teams whose agents; empty means every agent
/// @param layers  which layers an order names; empty means every layer that has a stopper
public record WatchRule(
        String name,
        Watch watch,
        Per per,
        Set<ActorId> only,
        StopFact.AlarmMode mode,
        Set<Layer> layers,
        Chain watcher) {
    public WatchRule {
        only = Set.copyOf(only);
        layers = Set.copyOf(layers);
        if (watcher.agents().size() != 1) {
            throw new IllegalArgumentException("one agent watches on behalf of one person");
        }
    }

    /// For whom evidence is gathered, and so whom an order stops.
    public enum Per {
        /// The agent that calls, in all of its sessions.
        AGENT,
        SESSION,
        /// The person for whom it acts, with all of their agents.
        PERSON;

        /// Fails, with all words that there are, on a word that is none.
        public static Per of(String word) {
            return Arrays.stream(values())
                    .filter(per -> per.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("`%s` cannot be watched: write one of %s"
                            .formatted(
                                    word, Arrays.stream(values()).map(Per::word).collect(Collectors.joining(", ")))));
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// Whom an order would stop; of a chain that has an agent.
        public Scope scope(Chain chain, SessionId session) {
            return switch (this) {
                case AGENT -> new Scope.Agent(chain.caller());
                case SESSION -> new Scope.Session(session);
                case PERSON -> new Scope.Person(chain.person());
            };
        }
    }

    /// People in person are never watched: they answer for themselves, and somebody has to be able
    /// to resume.
    public boolean looksAt(Chain chain, Directory directory) {
        if (chain.agents().isEmpty()) {
            return false;
        }
        return only.isEmpty()
                || chain.agents().stream()
                        .anyMatch(agent -> only.contains(agent)
                                || directory
                                        .passport(agent)
                                        .map(Passport::owner)
                                        .filter(owner -> only.contains(ActorId.team(owner.name())))
                                        .isPresent());
    }
}
