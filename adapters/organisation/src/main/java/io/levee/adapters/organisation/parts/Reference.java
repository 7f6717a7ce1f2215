package io.levee.adapters.organisation.parts;

import io.levee.catalog.AssetId;
import io.levee.identity.ActorId;
import io.levee.identity.AssetPattern;
import io.levee.identity.Role;
import io.levee.identity.TeamId;

/// A name in one file of something that must exist in the folder.
///
/// @param from what names it, for messages: ``the owner of `topic:orders` ``
public record Reference(Target target, String from, int line) {
    public sealed interface Target {
        record ToTeam(TeamId team) implements Target {}

        /// A person or a team.
        record ToActor(ActorId actor) implements Target {}

        /// Somebody who is called at night: must also be active.
        record ToOnCall(ActorId person) implements Target {}

        record ToRole(Role role) implements Target {}

        /// An agent of this team.
        record ToReviewer(TeamId team, ActorId agent) implements Target {}

        /// A model, which this agent is to ask.
        record ToModel(AssetId model, ActorId agent) implements Target {}

        record ToAsset(AssetId asset) implements Target {}

        /// At least one asset; none is a warning only, because the asset may be yet to come.
        record ToAssets(AssetPattern pattern) implements Target {}
    }
}
