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

/// `system: langgraph`. A foothold is a thread (`thread:ID`), or all threads whose metadata has a
/// value (`metadata:KEY=VALUE`). The secret is the API key that goes into `x-api-key`.
public final class LangGraphKind implements StopperKind {
    @Override
    public String system() {
        return "langgraph";
    }

    @Override
    public Set<String> required() {
        return Set.of("url");
    }

    @Override
    public Set<String> optional() {
        return Set.of("secret");
    }

    @Override
    public Stopper stopper(StopperSource source, Footholds footholds, Secrets secrets) {
        Wanted wanted = new Wanted(source);
        String url = wanted.url("url");
        Optional<String> secret = wanted.maybe("secret");
        wanted.ids().forEach(LangGraphRuns::check);
        return new AskingStopper(
                source.name(),
                "runs",
                footholds,
                time -> new LangGraphRuns(Rest.at(url, time), secret.map(secrets::secret)));
    }
}
