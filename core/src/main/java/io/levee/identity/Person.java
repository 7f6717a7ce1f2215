package io.levee.identity;

import java.util.Set;

/// Somebody who asks. Rights come from `roles` by way of the policies; who is not `active` has none.
public record Person(ActorId id, String displayName, Set<TeamId> teams, Set<Role> roles, boolean active) {
    public Person {
        if (!id.isPerson()) {
            throw new IllegalArgumentException("`%s` is no person".formatted(id));
        }
        teams = Set.copyOf(teams);
        roles = Set.copyOf(roles);
    }
}
