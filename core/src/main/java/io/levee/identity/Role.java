package io.levee.identity;

/// A role that people and agents hold and policies speak of.
public record Role(String name) implements Comparable<Role> {
    public Role {
        Names.check("role", name);
    }

    @Override
    public int compareTo(Role other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
