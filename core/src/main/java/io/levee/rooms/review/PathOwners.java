package io.levee.rooms.review;

import io.levee.identity.TeamId;
import java.util.List;
import java.util.stream.Stream;

/// Who must be asked about a path of the repository, as the base version of CODEOWNERS says.
@FunctionalInterface
public interface PathOwners {
    PathOwners NOBODY = _ -> List.of();

    List<Owner> of(String path);

    /// Those of both.
    default PathOwners and(PathOwners other) {
        return path -> Stream.concat(of(path).stream(), other.of(path).stream())
                .distinct()
                .toList();
    }

    /// @param team     the team, or the one that is made of a person's name
    /// @param optional whether it is only told
    /// @param rule     where that stands: `CODEOWNERS:12`
    record Owner(TeamId team, boolean optional, String rule) {}
}
