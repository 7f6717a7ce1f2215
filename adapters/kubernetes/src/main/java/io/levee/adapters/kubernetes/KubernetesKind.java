package io.levee.adapters.kubernetes;

import io.levee.organisation.StopperSource;
import io.levee.rooms.stop.Footholds;
import io.levee.rooms.stop.Secrets;
import io.levee.rooms.stop.Stopper;
import io.levee.rooms.stop.StopperKind;
import java.util.Set;
import java.util.regex.Pattern;

/// `system: kubernetes`. The id of a foothold is what its labels are: `agent=report-writer`.
///
/// | setting | |
/// |---|---|
/// | `namespace` | where to look |
/// | `context` | of the kubeconfig; without it and `url`, its current one, or the service account of Levee's own pod |
/// | `url` | the API server, with `secret` |
/// | `secret` | names a bearer token |
/// | `ca` | file with the certificates that the API server's is checked against |
public final class KubernetesKind implements StopperKind {
    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    @Override
    public String system() {
        return "kubernetes";
    }

    @Override
    public Set<String> required() {
        return Set.of("namespace");
    }

    @Override
    public Set<String> optional() {
        return Set.of("context", "url", "secret", "ca");
    }

    @Override
    public Stopper stopper(StopperSource source, Footholds footholds, Secrets secrets) {
        String namespace = source.settings().getOrDefault("namespace", "");
        if (!NAMESPACE.matcher(namespace).matches()) {
            throw new IllegalArgumentException("`%s` is no name of a namespace".formatted(namespace));
        }
        source.footholds().forEach(foothold -> Selector.parse(foothold.id()));
        source.canary().ifPresent(Selector::parse);
        Access access = Access.of(source.settings(), secrets);
        return new KubernetesStopper(source.name(), access::open, namespace, footholds);
    }
}
