package io.levee.identity;

/// Names a person, an agent or a team. Written `person:ana`, `agent:report-writer`, `team:kafka`.
public record ActorId(Kind kind, String name) implements Comparable<ActorId> {
    public enum Kind {
        PERSON("person"),
        AGENT("agent"),
        TEAM("team");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    public ActorId {
        Names.check(kind.word, name);
    }

    public static ActorId person(String name) {
        return new ActorId(Kind.PERSON, name);
    }

    public static ActorId agent(String name) {
        return new ActorId(Kind.AGENT, name);
    }

    public static ActorId team(String name) {
        return new ActorId(Kind.TEAM, name);
    }

    /// Reads the written form; throws [IllegalArgumentException] where it is not one.
    public static ActorId parse(String text) {
        for (Kind kind : Kind.values()) {
            String prefix = kind.word + ":";
            if (text.startsWith(prefix)) {
                return new ActorId(kind, text.substring(prefix.length()));
            }
        }
        throw new IllegalArgumentException(
                "`%s` names no actor: write `person:NAME`, `agent:NAME` or `team:NAME`".formatted(text));
    }

    public boolean isPerson() {
        return kind == Kind.PERSON;
    }

    public boolean isAgent() {
        return kind == Kind.AGENT;
    }

    @Override
    public int compareTo(ActorId other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return kind.word + ":" + name;
    }
}
