package io.levee.adapters.frameworks;

import io.levee.adapters.rest.Rest;
import io.levee.adapters.rest.Wanted;
import io.levee.organisation.StopperSource;
import io.levee.rooms.stop.Footholds;
import io.levee.rooms.stop.Secrets;
import io.levee.rooms.stop.Stopper;
import io.levee.rooms.stop.StopperKind;
import java.util.Optional;
import java.util.Set;

/// `system: a2a`. A foothold is a task (`task:ID`), or with version `1.0` all tasks of a context
/// (`context:ID`), which version `0.3` cannot list. `url` is the server's JSON-RPC address; the
/// secret is a bearer token.
public final class A2aKind implements StopperKind {
    @Override
    public String system() {
        return "a2a";
    }

    @Override
    public Set<String> required() {
        return Set.of("url");
    }

    @Override
    public Set<String> optional() {
        return Set.of("version", "secret");
    }

    @Override
    public Stopper stopper(StopperSource source, Footholds footholds, Secrets secrets) {
        Wanted wanted = new Wanted(source);
        String url = wanted.url("url");
        A2aTasks.Version version = A2aTasks.Version.of(wanted.maybe("version").orElse("1.0"));
        Optional<String> secret = wanted.maybe("secret");
        wanted.ids().forEach(version::check);
        return new AskingStopper(
                source.name(),
                "tasks",
                footholds,
                time -> new A2aTasks(Rest.at(url, time).bearing(secret.map(secrets::secret)), version));
    }
}
