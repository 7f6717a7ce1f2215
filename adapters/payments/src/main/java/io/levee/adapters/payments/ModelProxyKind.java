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

/// `system: model-proxy`. A foothold is a virtual key, named by its hash (64 hexadecimal digits) or
/// its alias, never by itself. The secret is a key of the proxy that may manage keys.
public final class ModelProxyKind implements StopperKind {
    @Override
    public String system() {
        return "model-proxy";
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
        String url = wanted.url("url");
        String secret = wanted.text("secret");
        wanted.ids().forEach(ModelProxyKeys::check);
        return new SwitchStopper(
                Layer.PAYMENT,
                source.name(),
                "keys",
                footholds,
                time -> new ModelProxyKeys(Rest.at(url, time), secrets.secret(secret)));
    }
}
