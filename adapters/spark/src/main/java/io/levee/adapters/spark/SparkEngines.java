package io.levee.adapters.spark;

import io.levee.organisation.EngineSource;
import io.levee.rooms.jobs.Engine;
import io.levee.rooms.jobs.EngineKind;
import io.levee.rooms.jobs.SharedStaging;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// `kind: spark`. Attempts are drivers in a standalone cluster.
///
/// | setting | |
/// |---|---|
/// | `url` | the REST server of the master (`spark.master.rest.enabled`): by https, or on this machine |
/// | `master` | `spark://HOST:PORT`, as drivers reach it |
/// | `records` | a folder of Levee alone that all its replicas share: which driver is which attempt |
/// | `ui` | the web UI of the master; without it an application that outlives its driver is not seen |
/// | `work` | the work folder of the workers, as Levee sees it; without it there is no log and no sign of life |
/// | `secret` | names a bearer token |
public final class SparkEngines implements EngineKind {
    private static final Pattern MASTER =
            Pattern.compile("spark://[A-Za-z0-9.-]{1,253}:[0-9]{1,5}(,[A-Za-z0-9.-]{1,253}:[0-9]{1,5}){0,8}");

    private final InstantSource clock;

    public SparkEngines() {
        this(InstantSource.system());
    }

    /// @param clock by which it is judged whether a master has forgotten a driver for good
    public SparkEngines(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public String kind() {
        return SparkEngine.KIND;
    }

    @Override
    public Set<String> required() {
        return Set.of("url", "master", "records");
    }

    @Override
    public Set<String> optional() {
        return Set.of("ui", "work", "secret");
    }

    @Override
    public Engine engine(EngineSource source, UnaryOperator<String> secrets) {
        Map<String, String> settings = source.settings();
        String master = settings.getOrDefault("master", "");
        if (!MASTER.matcher(master).matches()) {
            throw new IllegalArgumentException("`%s` is no master: write `spark://HOST:7077`".formatted(master));
        }
        Optional<String> secret = Optional.ofNullable(settings.get("secret"));
        SparkPlaces places = new SparkPlaces(
                settings.getOrDefault("url", ""),
                Optional.ofNullable(settings.get("ui")),
                Optional.ofNullable(settings.get("work")).map(work -> folder("work", work)),
                () -> secret.map(secrets));
        return new SparkEngine(
                source.name(),
                source.asset(),
                master,
                places,
                new SharedStaging(source.staging().map(Path::of)),
                new Records(folder("records", settings.getOrDefault("records", ""))),
                clock);
    }

    private static Path folder(String setting, String path) {
        Path folder = Path.of(path);
        if (!folder.isAbsolute()) {
            throw new IllegalArgumentException("`%s` is `%s`: write an absolute folder".formatted(setting, path));
        }
        return folder;
    }
}
