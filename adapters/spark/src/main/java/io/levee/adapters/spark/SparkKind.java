package io.levee.adapters.spark;

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
import java.util.function.Function;
import java.util.regex.Pattern;

/// `system: spark`. The id of a foothold is a [Covering].
///
/// | setting | |
/// |---|---|
/// | `manager` | `yarn` or `standalone` |
/// | `url` | the ResourceManager, or the web UI of the master: by https, or on this machine |
/// | `secret` | names a bearer token, where a proxy wants one |
/// | `user` | of YARN with simple authentication: who kills |
public final class SparkKind implements StopperKind {
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    @Override
    public String system() {
        return "spark";
    }

    @Override
    public Set<String> required() {
        return Set.of("manager", "url");
    }

    @Override
    public Set<String> optional() {
        return Set.of("secret", "user");
    }

    @Override
    public Stopper stopper(StopperSource source, Footholds footholds, Secrets secrets) {
        source.canary().ifPresent(canary -> {
            throw new IllegalArgumentException(
                    "an application that was killed cannot be put back: leave out the canary `%s`".formatted(canary));
        });
        source.footholds().forEach(foothold -> Covering.parse(foothold.id()));
        Wanted wanted = new Wanted(source);
        String url = wanted.url("url");
        Optional<String> secret = wanted.maybe("secret");
        Function<Rest, Cluster> cluster = cluster(source);
        return new SparkStopper(
                source.name(),
                time -> cluster.apply(Rest.at(url, time, Limits.LISTS).bearing(secret.map(secrets::secret))),
                footholds);
    }

    private static Function<Rest, Cluster> cluster(StopperSource source) {
        String manager = source.settings().getOrDefault("manager", "");
        Optional<String> user = Optional.ofNullable(source.settings().get("user"));
        user.filter(name -> !USER.matcher(name).matches()).ifPresent(name -> {
            throw new IllegalArgumentException("`%s` is no user".formatted(name));
        });
        return switch (manager) {
            case "yarn" -> rest -> new Yarn(rest, user);
            case "standalone" -> Standalone::new;
            default ->
                throw new IllegalArgumentException(
                        "`%s` is no manager of ours: write `yarn` or `standalone`, and for Kubernetes use `system: kubernetes`"
                                .formatted(manager));
        };
    }
}
