package io.levee.app.replica;

import io.levee.adapters.advisers.Key;
import io.levee.adapters.advisers.ModelAdviser;
import io.levee.adapters.oauth.Minting;
import io.levee.adapters.oauth.TokenIssuer;
import io.levee.catalog.AssetId;
import io.levee.catalog.ModelProvider;
import io.levee.catalog.Team;
import io.levee.catalog.TeamReviewer;
import io.levee.fault.LeveeException;
import io.levee.identity.ActorId;
import io.levee.identity.IdentityRefusal;
import io.levee.identity.TeamId;
import io.levee.organisation.Organisation;
import io.levee.rooms.review.advice.Advice;
import io.levee.rooms.review.advice.Advisers;
import io.levee.rooms.review.advice.Seat;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The models of one revision's reviewers. Each is asked through this replica's own gateway, with a
/// short token of the reviewer's agent for a person of its passport: so policies, budgets, stops
/// and the ledger hold for it as for any agent (I9). Thread-safe.
final class ReviewerSeats implements Advisers {
    private final Organisation organisation;
    private final TokenIssuer tokens;
    private final OwnGateway gateway;
    private final Duration patience;
    private final Map<Asking, Seat> seats = new ConcurrentHashMap<>();

    /// @param patience for one question
    ReviewerSeats(Organisation organisation, TokenIssuer tokens, OwnGateway gateway, Duration patience) {
        this.organisation = organisation;
        this.tokens = tokens;
        this.gateway = gateway;
        this.patience = patience;
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
        return Optional.of(gateway.address()
                .map(address -> seats.computeIfAbsent(asking, it -> seat(it, address)))
                .orElseGet(() -> silent(asking)));
    }

    private Seat seat(Asking asking, URI address) {
        String name = asking.model().name();
        String api = name.substring(0, name.indexOf('/'));
        return ModelAdviser.throughGateway(
                provider(api).wire(),
                "%s/%s/v1".formatted(address, api),
                modelOf(asking.model()),
                () -> key(asking),
                patience);
    }

    private ModelProvider provider(String api) {
        return organisation
                .catalog()
                .provider(api)
                .orElseThrow(() -> new IllegalStateException("`%s` was checked and is gone".formatted(api)));
    }

    private static Seat silent(Asking asking) {
        String model = modelOf(asking.model());
        return new Seat(
                _ -> new Advice.Silent("there is no gateway to ask", Advice.Used.UNKNOWN),
                model,
                Seat.familyOf(model),
                0);
    }

    /// As its provider calls it.
    private static String modelOf(AssetId model) {
        return model.name().substring(model.name().indexOf('/') + 1);
    }

    private Key key(Asking asking) {
        if (asking.person().isEmpty()) { // nobody whom it could act for
            return new Key.Withheld(new Advice.Withheld(Advice.Why.NOT_PERMITTED));
        }
        try {
            return switch (tokens.own(asking.agent(), asking.person().get(), patience.plusSeconds(1))) {
                case Minting.Minted minted -> new Key.Secret(minted.jwt());
                case Minting.Refused(var why) -> withheld(why.refusal() == IdentityRefusal.SCOPE_STOPPED);
            };
        } catch (LeveeException e) { // this replica may have missed a stop, or cannot record the token
            return new Key.Withheld(new Advice.Silent(e.code().toString(), Advice.Used.UNKNOWN));
        }
    }

    private static Key withheld(boolean stopped) {
        return new Key.Withheld(new Advice.Withheld(stopped ? Advice.Why.STOPPED : Advice.Why.NOT_PERMITTED));
    }
}
