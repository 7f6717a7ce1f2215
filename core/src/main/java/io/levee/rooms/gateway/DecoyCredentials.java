package io.levee.rooms.gateway;

import io.levee.consent.InForce;
import io.levee.facts.DecoyFact;
import io.levee.identity.Audience;
import io.levee.identity.Identities;
import io.levee.identity.Identity;
import io.levee.ledger.Ledger;
import java.util.Optional;
import java.util.function.Supplier;

/// Watches for decoys among the credentials that are tried where there is no call to record: at Levee's own API.
/// Thread-safe; never blocks.
public final class DecoyCredentials implements Identities {
    private final Identities identities;
    private final Supplier<InForce> inForce;
    private final Ledger ledger;

    public DecoyCredentials(Identities identities, Supplier<InForce> inForce, Ledger ledger) {
        this.identities = identities;
        this.inForce = inForce;
        this.ledger = ledger;
    }

    @Override
    public Identity identify(String bearer, Audience audience) {
        Identity who = identities.identify(bearer, audience);
        if (who instanceof Identity.Unknown) {
            inForce.get()
                    .catalog()
                    .decoys()
                    .named(bearer)
                    .map(name -> new DecoyFact.Touched(decoy(name), Optional.empty(), Optional.empty()))
                    .ifPresent(touched -> {
                        var _ = ledger.append(touched);
                    });
        }
        return who;
    }

    static String decoy(String name) {
        return "credential:" + name;
    }
}
