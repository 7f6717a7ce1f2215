package io.levee.rooms.review;

import io.levee.catalog.Catalog;
import io.levee.identity.TeamId;
import io.levee.knowledge.Document;
import io.levee.knowledge.Knowledge;
import java.util.List;

/// What judges a change, all of it from before the change (I6).
///
/// @param reviewers one for each team that knows something
/// @param documents what rules cite, by their ids
/// @param gate      the team that answers for what belongs to none: hidden text, secrets, what
///                  cannot be read
/// @param guarded   paths whose change needs a person of a team
public record Rulebook(
        Catalog catalog,
        PathOwners owners,
        List<Reviewer> reviewers,
        Knowledge knowledge,
        List<Document> documents,
        TeamId gate,
        List<Guarded> guarded) {
    public Rulebook {
        reviewers = List.copyOf(reviewers);
        documents = List.copyOf(documents);
        guarded = List.copyOf(guarded);
    }
}
