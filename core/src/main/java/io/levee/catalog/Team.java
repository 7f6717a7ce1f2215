package io.levee.catalog;

import io.levee.identity.ActorId;
import io.levee.identity.TeamId;
import java.util.List;
import java.util.Optional;

/// Who owns assets and is called when they break.
///
/// @param onCall  the person to call now
/// @param channel where the team is written to
/// @param paths   the repository paths that the team owns, as CODEOWNERS patterns
/// @param library the domains of the starter library whose guardrails the team takes for its own
/// @param reviewer who reviews changes for it; without one, its rules do
public record Team(
        TeamId id,
        String displayName,
        ActorId onCall,
        String channel,
        boolean platform,
        List<String> paths,
        List<String> library,
        Optional<TeamReviewer> reviewer) {
    public Team {
        paths = List.copyOf(paths);
        library = List.copyOf(library);
    }

    /// Without guardrails of the starter library, and without a reviewer.
    public Team(TeamId id, String displayName, ActorId onCall, String channel, boolean platform, List<String> paths) {
        this(id, displayName, onCall, channel, platform, paths, List.of(), Optional.empty());
    }
}
