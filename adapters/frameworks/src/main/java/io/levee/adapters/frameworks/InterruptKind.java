package io.levee.adapters.frameworks;

import io.levee.adapters.rest.Wanted;
import io.levee.organisation.StopperSource;
import io.levee.rooms.stop.Footholds;
import io.levee.rooms.stop.Secrets;
import io.levee.rooms.stop.Stopper;
import io.levee.rooms.stop.StopperKind;
import java.time.InstantSource;
import java.util.Set;

/// `system: interrupt-webhook`. A foothold is whatever the receiver calls it. The secret signs.
public final class InterruptKind implements StopperKind {
    @Override
    public String system() {
        return "interrupt-webhook";
    }

    @Override
    public Set<String> required() {
        return Set.of("url", "secret");
    }

    @Override
    public Set<String> optional() {
        return Set.of();
    }

    @Override
    public Stopper stopper(StopperSource source, Footholds footholds, Secrets secrets) {
        Wanted wanted = new Wanted(source);
        String secret = wanted.text("secret");
        return new InterruptStopper(
                source.name(), wanted.url("url"), () -> secrets.secret(secret), footholds, InstantSource.system());
    }
}
