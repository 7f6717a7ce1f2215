package io.levee.rooms.review;

import io.levee.catalog.PathPattern;
import io.levee.identity.TeamId;
import java.util.Optional;

/// Files that judge or let through other changes: a team's knowledge, CODEOWNERS, policies,
/// pipelines. Whoever edits one would edit the gate that judges them (I6), so a person of the
/// team looks.
///
/// @param team         whose person; empty for whoever owns the path
/// @param what         what the files are, in words
/// @param organisation whether they are of the organisation's own folder, and not of any
///                     repository
public record Guarded(PathPattern paths, Optional<TeamId> team, String what, boolean organisation) {
    /// Of any repository.
    public Guarded(PathPattern paths, Optional<TeamId> team, String what) {
        this(paths, team, what, false);
    }
}
