package io.levee.rooms.review;

import io.levee.catalog.Catalog;
import io.levee.identity.TeamId;
import io.levee.knowledge.Document;
import io.levee.knowledge.Knowledge;
import java.util.List;
import java.util.Map;

/// What judges a change, all of it from before the change (I6).
///
/// @param reviewers one for each team that knows something
/// @param documents what rules cite, by their ids
/// @param gate      the team that answers for what belongs to none: hidden text, secrets, what
///                  cannot be read
/// @param guarded   paths whose change needs a person of a team
/// @param learnt    what became of earlier changes
/// @param agents    who reviews for which team; for a team that is not here, its rules do
public record Rulebook(
        Catalog catalog,
        PathOwners owners,
        List<Reviewer> reviewers,
        Knowledge knowledge,
        List<Document> documents,
        TeamId gate,
        List<Guarded> guarded,
        Learnt learnt,
        Map<TeamId, ReviewAgent> agents) {
    public Rulebook {
        reviewers = List.copyOf(reviewers);
        documents = List.copyOf(documents);
        guarded = List.copyOf(guarded);
        agents = Map.copyOf(agents);
    }

    /// Where no history is known, and no agent reviews.
    public Rulebook(
            Catalog catalog,
            PathOwners owners,
            List<Reviewer> reviewers,
            Knowledge knowledge,
            List<Document> documents,
            TeamId gate,
            List<Guarded> guarded) {
        this(catalog, owners, reviewers, knowledge, documents, gate, guarded, Learnt.NOTHING, Map.of());
    }

    /// For a change that is made there.
    Rulebook in(Repository repository) {
        return new Rulebook(
                catalog,
                owners.and(repository.owners()),
                reviewers,
                knowledge,
                documents,
                gate,
                guarded.stream()
                        .filter(it -> repository.organisation() || !it.organisation())
                        .toList(),
                learnt,
                agents);
    }

    public Rulebook with(Learnt other) {
        return new Rulebook(catalog, owners, reviewers, knowledge, documents, gate, guarded, other, agents);
    }

    public Rulebook with(Map<TeamId, ReviewAgent> reviewing) {
        return new Rulebook(catalog, owners, reviewers, knowledge, documents, gate, guarded, learnt, reviewing);
    }
}
