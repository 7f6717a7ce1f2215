/// Stops agents on a PostgreSQL that somebody else runs: their roles can no longer log in, and no session of theirs
/// goes on. Has nothing to do with the database in which Levee keeps its own records.
///
/// Read [RoleStopper] (what a stop is), [Roles] (the statements), [Rehearsal] (the same with the canary), then
/// [RoleServer] (how it connects). ADR 0110 says why.
@NullMarked
package io.levee.adapters.postgres.roles;

import org.jspecify.annotations.NullMarked;
