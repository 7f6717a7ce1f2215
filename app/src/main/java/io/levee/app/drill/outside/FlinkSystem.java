package io.levee.app.drill.outside;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// A session cluster of Flink; the agent runs a job there that writes line after line into a file.
public final class FlinkSystem implements OutsideSystem {
    private static final List<String> OPENINGS = List.of("java.util", "java.lang", "java.time");

    private final String agent;
    private final Path folder;
    private final Engine engine;
    private final String url;
    private final AtomicInteger jobs = new AtomicInteger();

    private FlinkSystem(String agent, Path folder, Engine engine, String url) {
        this.agent = agent;
        this.folder = folder;
        this.engine = engine;
        this.url = url;
    }

    public static FlinkSystem start(Path home, Path folder, String agent) throws IOException {
        Engine engine =
                Engine.start(home, "flink", "io.levee.engines.flink.SessionCluster", folder, OPENINGS, List.of());
        try {
            return new FlinkSystem(agent, folder, engine, engine.awaitSaid("ready"));
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return "flink-job";
    }

    @Override
    public List<String> stopper() {
        return List.of(
                "system: flink",
                "settings: { url: \"%s\" }".formatted(url),
                "footholds: [{ agent: %s, id: \"%s-*\" }]".formatted(agent, agent));
    }

    @Override
    public Map<String, String> secrets() {
        return Map.of();
    }

    @Override
    public Duration bound() {
        return Duration.ofSeconds(5);
    }

    @Override
    public Work begin() {
        int number = jobs.incrementAndGet();
        String job = "%s-%d".formatted(agent, number);
        engine.tell("%032x#%s".formatted(number, job));
        engine.awaitSaid("submitted");
        return new Lines(folder.resolve(job));
    }

    @Override
    public void close() {
        engine.close();
    }

    /// Nobody but a stop ends the job; the cluster ends with the drill.
    private record Lines(Path file) implements Work {
        @Override
        public long count() {
            return lines().size();
        }

        @Override
        public List<Instant> arrivals() {
            return lines().stream()
                    .map(line -> Instant.EPOCH.plus(
                            Long.parseLong(line.substring(line.indexOf(' ') + 1)), ChronoUnit.MICROS))
                    .toList();
        }

        private List<String> lines() {
            try {
                return Files.exists(file) ? Files.readAllLines(file) : List.of();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            // it is a job of the cluster and ends with it
        }
    }
}
