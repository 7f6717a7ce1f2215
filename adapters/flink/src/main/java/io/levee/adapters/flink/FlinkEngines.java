package io.levee.adapters.flink;

import io.levee.adapters.rest.Rest;
import io.levee.organisation.EngineSource;
import io.levee.rooms.jobs.Engine;
import io.levee.rooms.jobs.EngineKind;
import io.levee.rooms.jobs.SharedStaging;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// `kind: flink`: jobs on a session cluster, by its REST.
///
/// | setting | |
/// |---|---|
/// | `url` | the JobManager's REST, or the proxy before it: by https, or on this machine |
/// | `secret` | names a bearer token, where a proxy wants one |
/// | `jars` | absolute folders from which jars may be run, with spaces between; without it, none |
/// | `savepoints` | the URI of the folder below which `-s PATH` may start; without it, anywhere |
public final class FlinkEngines implements EngineKind {
    private static final String URL = "url";
    private static final String SECRET = "secret";
    private static final String JARS = "jars";
    private static final String SAVEPOINTS = "savepoints";

    @Override
    public String kind() {
        return "flink";
    }

    @Override
    public Set<String> required() {
        return Set.of(URL);
    }

    @Override
    public Set<String> optional() {
        return Set.of(SECRET, JARS, SAVEPOINTS);
    }

    @Override
    public Engine engine(EngineSource source, UnaryOperator<String> secrets) {
        return engine(source, secrets, InstantSource.system(), FlinkEngine.LOOK, Beginning.STALE);
    }

    /// @param clock   by which attempts began
    /// @param lookMax for one look
    /// @param stale   how old what Flink says of checkpoints may be
    static FlinkEngine engine(
            EngineSource source, UnaryOperator<String> secrets, InstantSource clock, Duration lookMax, Duration stale) {
        String url = maybe(source, URL)
                .orElseThrow(() -> new IllegalArgumentException("`url` is not set: write the address of Flink's REST"));
        Rest.check(url);
        Optional<String> secret = maybe(source, SECRET);
        SharedStaging staging = new SharedStaging(source.staging().map(Path::of));
        Kept kept = new Kept();
        Beginning beginning = new Beginning(
                JarFolders.of(maybe(source, JARS)),
                maybe(source, SAVEPOINTS).map(FlinkEngines::folder),
                staging,
                kept,
                stale);
        return new FlinkEngine(
                source,
                (time, limits) -> new FlinkRuns(Rest.at(url, time, limits).bearing(secret.map(secrets))),
                beginning,
                staging,
                kept,
                clock,
                lookMax);
    }

    private static Optional<String> maybe(EngineSource source, String setting) {
        return Optional.ofNullable(source.settings().get(setting)).filter(text -> !text.isBlank());
    }

    private static String folder(String uri) {
        try {
            if (URI.create(uri).isAbsolute()) {
                return uri.endsWith("/") ? uri : uri + "/";
            }
        } catch (IllegalArgumentException _) {
            // said below
        }
        throw new IllegalArgumentException("`savepoints: %s` is no URI: write `s3://…`, `hdfs://…`".formatted(uri));
    }
}
