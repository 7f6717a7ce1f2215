package io.levee.identity;

/// A team that owns assets.
public record TeamId(String name) implements Comparable<TeamId> {
    public TeamId {
        Names.check("team", name);
    }

    @Override
    public int compareTo(TeamId other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
