/// Who is it? The first of the seven steps.
///
/// An agent always acts *on behalf of* a person, never as itself. Read [ActorId], [Chain] (one person and the agents
/// that act for them, in order), [Identity] (what a credential turned out to be), [Identities] (the port that finds
/// out), then [Person] and [Passport] (what the organisation says of them) and [Directory] (where to ask).
///
/// [SigningKeys], [AgentCredentials] and [OnceOnly] are what the authorization server keeps in the database.
///
/// Nothing here imports another package of Levee but [io.levee.fault].
@NullMarked
package io.levee.identity;

import org.jspecify.annotations.NullMarked;
