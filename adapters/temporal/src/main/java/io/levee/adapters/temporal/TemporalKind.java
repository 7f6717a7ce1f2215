package io.levee.adapters.temporal;

import io.levee.organisation.StopperSource;
import io.levee.rooms.stop.Footholds;
import io.levee.rooms.stop.Secrets;
import io.levee.rooms.stop.Stopper;
import io.levee.rooms.stop.StopperKind;
import java.util.Set;

/// `system: temporal`. The id of a foothold is that of a workflow, with `*` for what differs: `report-*`.
///
/// | setting | |
/// |---|---|
/// | `target` | `HOST:PORT` of the frontend; by TLS but to this machine |
/// | `namespace` | where to look |
/// | `secret` | names an API key |
public final class TemporalKind implements StopperKind {
    @Override
    public String system() {
        return "temporal";
    }

    @Override
    public Set<String> required() {
        return Set.of("target", "namespace");
    }

    @Override
    public Set<String> optional() {
        return Set.of("secret");
    }

    @Override
    public Stopper stopper(StopperSource source, Footholds footholds, Secrets secrets) {
        source.canary().ifPresent(canary -> {
            throw new IllegalArgumentException(
                    "a workflow that was terminated cannot be put back: leave out the canary `%s`".formatted(canary));
        });
        String namespace = source.settings().getOrDefault("namespace", "");
        if (namespace.isBlank()) {
            throw new IllegalArgumentException("`%s` is no namespace".formatted(namespace));
        }
        return new TemporalStopper(source.name(), Server.of(source, secrets), namespace, footholds);
    }
}
