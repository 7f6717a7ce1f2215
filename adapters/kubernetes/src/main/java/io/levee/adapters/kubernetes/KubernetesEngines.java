package io.levee.adapters.kubernetes;

import io.levee.organisation.EngineSource;
import io.levee.rooms.jobs.Engine;
import io.levee.rooms.jobs.EngineKind;
import io.levee.rooms.jobs.SharedStaging;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.UnaryOperator;

/// `kind: kubernetes`. Attempts are Jobs of one namespace.
///
/// | setting | |
/// |---|---|
/// | `namespace` | where jobs run |
/// | `context` | of the kubeconfig; without it and `url`, its current one, or the service account of Levee's own pod |
/// | `url` | the API server, with `secret` |
/// | `secret` | names a bearer token |
/// | `ca` | file with the certificates that the API server's is checked against |
/// | `serviceAccount` | as whom pods call the cluster; without it they get no token |
/// | `claim` | the PersistentVolumeClaim that is the folder `staging` |
/// | `images` | prefixes of images that may run, with spaces between |
///
/// It needs the rights `create`, `get` and `delete` on `jobs`, `list` and `delete` on `pods`, `get` on `pods/log` and
/// `list` on `events`.
public final class KubernetesEngines implements EngineKind {
    @Override
    public String kind() {
        return KubernetesEngine.KIND;
    }

    @Override
    public Set<String> required() {
        return Set.of("namespace");
    }

    @Override
    public Set<String> optional() {
        return Set.of("context", "url", "secret", "ca", "serviceAccount", "claim", "images");
    }

    @Override
    public Engine engine(EngineSource source, UnaryOperator<String> secrets) {
        KubernetesSettings settings = KubernetesSettings.of(source.settings());
        if (settings.claim().isPresent() != source.staging().isPresent()) {
            throw new IllegalArgumentException(
                    "`staging` and the setting `claim` name the same folder, here and there: give both or none");
        }
        return new KubernetesEngine(
                source.name(),
                source.asset(),
                settings,
                new SharedStaging(source.staging().map(Path::of)),
                Access.of(source.settings(), secrets::apply)::lasting,
                InstantSource.system());
    }
}
