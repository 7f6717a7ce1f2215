package io.levee.app.replica;

import io.levee.adapters.advisers.Key;
import io.levee.adapters.advisers.ModelAdviser;
import io.levee.catalog.AssetId;
import io.levee.catalog.Team;
import io.levee.catalog.TeamReviewer;
import io.levee.identity.ActorId;
import io.levee.identity.TeamId;
import io.levee.organisation.Organisation;
import io.levee.rooms.review.advice.Advice;
import io.levee.rooms.review.advice.Advisers;
import io.levee.rooms.review.advice.Seat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The models of one revision's reviewers, each asked as [OwnModels] has it. Thread-safe.
final class ReviewerSeats implements Advisers {
    private final Organisation organisation;
    private final OwnModels models;
    private final Map<Asking, Seat> seats = new ConcurrentHashMap<>();

    ReviewerSeats(Organisation organisation, OwnModels models) {
        this.organisation = organisation;
        this.models = models;
    }

    /// Keeps what each seat learned of how its model wants to be asked.
    private record Asking(AssetId model, ActorId agent, Optional<ActorId> person) {}

    @Override
    public Optional<Seat> of(TeamId team, Optional<ActorId> person) {
        Optional<TeamReviewer> reviewer = organisation.catalog().team(team).flatMap(Team::reviewer);
        Optional<AssetId> model = reviewer.flatMap(TeamReviewer::model);
        if (model.isEmpty()) {
            return Optional.empty();
        }
        Asking asking = new Asking(model.get(), reviewer.get().agent(), person);
        return Optional.of(models.url(asking.model())
                .map(url -> seats.computeIfAbsent(asking, it -> seat(it, url)))
                .orElseGet(() -> silent(asking)));
    }

    private Seat seat(Asking asking, String url) {
        return ModelAdviser.throughGateway(
                OwnModels.wire(asking.model(), organisation),
                url,
                OwnModels.nameOf(asking.model()),
                () -> key(asking),
                models.patience());
    }

    private static Seat silent(Asking asking) {
        String model = OwnModels.nameOf(asking.model());
        return new Seat(
                _ -> new Advice.Silent("there is no gateway to ask", Advice.Used.UNKNOWN),
                model,
                Seat.familyOf(model),
                0);
    }

    private Key key(Asking asking) {
        return asking.person()
                .map(person -> models.key(asking.agent(), person))
                .orElseGet(() -> new Key.Withheld(new Advice.Withheld(Advice.Why.NOT_PERMITTED))); // for nobody
    }
}
