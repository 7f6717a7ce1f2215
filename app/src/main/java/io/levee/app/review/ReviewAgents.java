package io.levee.app.review;

import io.levee.catalog.Team;
import io.levee.catalog.TeamReviewer;
import io.levee.identity.ActorId;
import io.levee.identity.Passport;
import io.levee.identity.Person;
import io.levee.identity.TeamId;
import io.levee.organisation.Organisation;
import io.levee.rooms.review.ReviewAgent;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who reviews for which team, as the organisation says now.
final class ReviewAgents {
    private ReviewAgents() {}

    static Map<TeamId, ReviewAgent> of(Organisation organisation) {
        Map<TeamId, ReviewAgent> agents = new HashMap<>();
        for (Team team : organisation.catalog().teams()) {
            team.reviewer()
                    .ifPresent(it -> agents.put(
                            team.id(), new ReviewAgent(it.agent(), people(team, it, organisation), it.focus())));
        }
        return agents;
    }

    /// Whoever is on call for the team first, then its people, then everybody else whom the
    /// passport lets the agent act for.
    private static List<ActorId> people(Team team, TeamReviewer reviewer, Organisation organisation) {
        Optional<Passport> passport = organisation.passport(reviewer.agent());
        return organisation.people().values().stream()
                .filter(Person::active)
                .filter(it -> passport.isPresent() && passport.get().allowsActingFor(it))
                .sorted(Comparator.comparing((Person it) -> !it.id().equals(team.onCall()))
                        .thenComparing(it -> !it.teams().contains(team.id()))
                        .thenComparing(Person::id))
                .map(Person::id)
                .toList();
    }
}
