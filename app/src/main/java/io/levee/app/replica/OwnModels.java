package io.levee.app.replica;

import io.levee.adapters.advisers.Key;
import io.levee.adapters.oauth.Minting;
import io.levee.adapters.oauth.TokenIssuer;
import io.levee.catalog.AssetId;
import io.levee.catalog.ModelProvider;
import io.levee.fault.LeveeException;
import io.levee.identity.ActorId;
import io.levee.identity.IdentityRefusal;
import io.levee.organisation.Organisation;
import io.levee.rooms.review.advice.Advice;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// How Levee asks models for its own ends: through this replica's own gateway, with a short token of an agent
/// for a person of its passport. So policies, budgets, stops and the ledger hold for it as for any agent
/// (I9). Thread-safe.
///
/// @param patience for one question
record OwnModels(TokenIssuer tokens, OwnGateway gateway, Duration patience) {
    /// As its provider calls it.
    static String nameOf(AssetId model) {
        return model.name().substring(model.name().indexOf('/') + 1);
    }

    private static String apiOf(AssetId model) {
        return model.name().substring(0, model.name().indexOf('/'));
    }

    static ModelProvider.Wire wire(AssetId model, Organisation organisation) {
        return organisation
                .catalog()
                .provider(apiOf(model))
                .orElseThrow(() -> new IllegalStateException("`%s` was checked and is gone".formatted(apiOf(model))))
                .wire();
    }

    /// Up to and with `/v1`; empty where there is no gateway to ask.
    Optional<String> url(AssetId model) {
        return gateway.address().map(address -> url(address, model));
    }

    private static String url(URI address, AssetId model) {
        return "%s/%s/v1".formatted(address, apiOf(model));
    }

    /// A new one for each question.
    Key key(ActorId agent, ActorId person) {
        try {
            return switch (tokens.own(agent, person, patience.plusSeconds(1))) {
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
