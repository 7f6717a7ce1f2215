package io.levee.catalog;

import io.levee.identity.ActorId;
import io.levee.identity.TeamId;
import java.util.List;

/// Who owns assets and is called when they break.
///
/// @param onCall  the person to call now
/// @param channel where the team is written to
/// @param paths   the repository paths that the team owns, as CODEOWNERS patterns
public record Team(
        TeamId id, String displayName, ActorId onCall, String channel, boolean platform, List<String> paths) {
    public Team {
        paths = List.copyOf(paths);
    }
}
