package io.levee.facts;

import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.identity.SessionId;
import io.levee.identity.TeamId;
import java.util.Set;

/// What a stop order covers. Written `agent:NAME`, `person:NAME`, `team:NAME`, `session:ID` or `everything`.
public sealed interface Scope {
    record Agent(ActorId agent) implements Scope {
        public Agent {
            if (!agent.isAgent()) {
                throw new IllegalArgumentException("`%s` is no agent".formatted(agent));
            }
        }

        @Override
        public String toString() {
            return agent.toString();
        }
    }

    /// The person, and whoever acts for them.
    record Person(ActorId person) implements Scope {
        public Person {
            if (!person.isPerson()) {
                throw new IllegalArgumentException("`%s` is no person".formatted(person));
            }
        }

        @Override
        public String toString() {
            return person.toString();
        }
    }

    /// All agents that the team owns, and all agents that act for its people.
    record Team(TeamId team) implements Scope {
        @Override
        public String toString() {
            return "team:" + team;
        }
    }

    record Session(SessionId session) implements Scope {
        @Override
        public String toString() {
            return "session:" + session;
        }
    }

    /// Every agent. People in person may still call, or nobody could resume.
    record Everything() implements Scope {
        @Override
        public String toString() {
            return "everything";
        }
    }

    /// Reads the written form; throws [IllegalArgumentException] where it is not one.
    static Scope parse(String text) {
        if (text.equals("everything")) {
            return new Everything();
        }
        int colon = text.indexOf(':');
        String name = text.substring(colon + 1);
        return switch (colon < 0 ? "" : text.substring(0, colon)) {
            case "agent" -> new Agent(ActorId.agent(name));
            case "person" -> new Person(ActorId.person(name));
            case "team" -> new Team(new TeamId(name));
            case "session" -> new Session(new SessionId(name));
            default ->
                throw new IllegalArgumentException(
                        "`%s` is no scope: write `agent:NAME`, `person:NAME`, `team:NAME`, `session:ID` or `everything`"
                                .formatted(text));
        };
    }

    /// @param teams the teams of everybody in the chain: the owners of its agents and the teams of its person
    default boolean covers(Chain chain, SessionId session, Set<TeamId> teams) {
        return switch (this) {
            case Agent(ActorId agent) -> chain.agents().contains(agent);
            case Person(ActorId person) -> chain.person().equals(person);
            case Team(TeamId team) -> !chain.agents().isEmpty() && teams.contains(team);
            case Session(SessionId stopped) -> session.equals(stopped);
            case Everything() -> !chain.agents().isEmpty();
        };
    }
}
