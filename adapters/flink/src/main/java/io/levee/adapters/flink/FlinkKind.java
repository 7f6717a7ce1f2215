package io.levee.adapters.flink;

import io.levee.adapters.rest.Limits;
import io.levee.adapters.rest.Rest;
import io.levee.adapters.rest.Wanted;
import io.levee.organisation.StopperSource;
import io.levee.rooms.stop.Footholds;
import io.levee.rooms.stop.Secrets;
import io.levee.rooms.stop.Stopper;
import io.levee.rooms.stop.StopperKind;
import java.util.Optional;
import java.util.Set;

/// `system: flink`. The id of a foothold is that of a job, or the name that it is submitted under, with `*` for what
/// differs.
///
/// | setting | |
/// |---|---|
/// | `url` | the JobManager's REST, or the proxy before it: by https, or on this machine |
/// | `secret` | names a bearer token, where a proxy wants one |
/// | `taskManagerPids` | `FLINK_PID_DIR` on this machine: jobs that do not end have their TaskManagers ended |
public final class FlinkKind implements StopperKind {
    private static final String PIDS = "taskManagerPids";

    @Override
    public String system() {
        return "flink";
    }

    @Override
    public Set<String> required() {
        return Set.of("url");
    }

    @Override
    public Set<String> optional() {
        return Set.of("secret", PIDS);
    }

    @Override
    public Stopper stopper(StopperSource source, Footholds footholds, Secrets secrets) {
        if (source.canary().isPresent()) {
            throw new IllegalArgumentException("a job that was cancelled cannot be put back: leave out the canary `%s`"
                    .formatted(source.canary().get()));
        }
        Wanted wanted = new Wanted(source);
        String url = wanted.url("url");
        Optional<String> secret = wanted.maybe("secret");
        return new FlinkStopper(
                source.name(),
                time -> new FlinkRest(Rest.at(url, time, Limits.LISTS).bearing(secret.map(secrets::secret))),
                footholds,
                TaskManagers.of(Optional.ofNullable(source.settings().get(PIDS))));
    }
}
