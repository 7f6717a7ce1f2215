package io.levee.adapters.identityproviders;

import io.levee.adapters.rest.Wanted;
import io.levee.organisation.StopperSource;
import io.levee.rooms.stop.Footholds;
import io.levee.rooms.stop.Secrets;
import io.levee.rooms.stop.Stopper;
import io.levee.rooms.stop.StopperKind;
import java.time.InstantSource;
import java.util.Set;

/// `system: caep`. A foothold is a [Subject]. The secret is the private JSON web key that signs;
/// `token` names the bearer token that the receiver may want.
public final class CaepKind implements StopperKind {
    @Override
    public String system() {
        return "caep";
    }

    @Override
    public Set<String> required() {
        return Set.of("url", "issuer", "audience", "secret");
    }

    @Override
    public Set<String> optional() {
        return Set.of("token");
    }

    @Override
    public Stopper stopper(StopperSource source, Footholds footholds, Secrets secrets) {
        Wanted wanted = new Wanted(source);
        wanted.ids().forEach(Subject::written);
        return new CaepStopper(
                source.name(),
                wanted.url("url"),
                new SecurityEvents(wanted.text("issuer"), wanted.text("audience")),
                new CaepStopper.Credentials(secrets, wanted.text("secret"), wanted.maybe("token")),
                footholds,
                InstantSource.system());
    }
}
