package io.levee.adapters.payments;

import io.levee.adapters.rest.Rest;
import io.levee.adapters.rest.SwitchStopper;
import io.levee.adapters.rest.Wanted;
import io.levee.facts.Layer;
import io.levee.organisation.StopperSource;
import io.levee.rooms.stop.Footholds;
import io.levee.rooms.stop.Secrets;
import io.levee.rooms.stop.Stopper;
import io.levee.rooms.stop.StopperKind;
import java.util.Set;
import java.util.UUID;

/// `system: stripe`. A foothold is a card (`ic_…`) or a cardholder with all cards, also later ones
/// (`ich_…`). The secret is a restricted key that may write Issuing cards and cardholders and read
/// and write authorizations. `webhook` names the signing secret with which Stripe asks about payments.
public final class StripeKind implements StopperKind {
    private static final String LIVE = "https://api.stripe.com";

    @Override
    public String system() {
        return "stripe";
    }

    @Override
    public Set<String> required() {
        return Set.of("secret");
    }

    @Override
    public Set<String> optional() {
        return Set.of("url", "webhook");
    }

    @Override
    public Stopper stopper(StopperSource source, Footholds footholds, Secrets secrets) {
        Wanted wanted = new Wanted(source);
        String secret = wanted.text("secret");
        String url = wanted.maybe("url").orElse(LIVE);
        Rest.check(url);
        wanted.ids().forEach(StripeAccounts::check);
        return new SwitchStopper(
                Layer.PAYMENT,
                source.name(),
                "cards",
                footholds,
                time -> new StripeAccounts(
                        Rest.at(url, time),
                        secrets.secret(secret),
                        () -> UUID.randomUUID().toString()));
    }
}
