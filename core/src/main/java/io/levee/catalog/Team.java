package io.levee.catalog;

import io.levee.identity.ActorId;
import io.levee.identity.TeamId;
import java.util.List;

/// Who owns assets and is called when they break.
///
/// @param onCall  the person to call now
/// @param channel where the team is written to
/// @param paths   the repository paths that the team owns, as CODEOWNERS patterns
/// @param library the domains of the starter library whose guardrails the team takes for its own
public record Team(
        TeamId id,
        String displayName,
        ActorId onCall,
        String channel,
        boolean platform,
        List<String> paths,
        List<String> library) {
    public Team {
        paths = List.copyOf(paths);
        library = List.copyOf(library);
    }

    /// Without guardrails of the starter library.
    public Team(TeamId id, String displayName, ActorId onCall, String channel, boolean platform, List<String> paths) {
        this(id, displayName, onCall, channel, platform, paths, List.of());
    }
}
