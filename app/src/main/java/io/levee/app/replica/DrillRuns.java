package io.levee.app.replica;

import io.levee.facts.Layer;
import io.levee.facts.StopFact;
import io.levee.ledger.Ledger;
import io.levee.ledger.Origin;
import io.levee.rooms.stop.Drills;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Drills as often as `levee.yaml` says, in a process of its own beside this replica: what a drill breaks is not what
/// carries calls. What it found is recorded, also that it found nothing.
final class DrillRuns implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(DrillRuns.class.getName());
    private static final int REPORT_CHARS_MAX = 1 << 20;
    private static final JsonMapper JSON = new JsonMapper();

    private final Drills drills;
    private final Supplier<Optional<Duration>> every;
    private final Ledger ledger;
    private final InstantSource clock;
    private final List<String> command;
    private final Duration patience;
    private volatile Optional<Process> running = Optional.empty();
    private volatile boolean closed;

    /// @param command  prints the report of a drill as JSON
    /// @param patience for one drill
    DrillRuns(
            Drills drills,
            Supplier<Optional<Duration>> every,
            Ledger ledger,
            InstantSource clock,
            List<String> command,
            Duration patience) {
        this.drills = drills;
        this.every = every;
        this.ledger = ledger;
        this.clock = clock;
        this.command = List.copyOf(command);
        this.patience = patience;
    }

    /// `levee drill` as this process was started, on what every machine has.
    static List<String> drillHere() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                "io.levee.app.Main",
                "drill",
                "--json",
                "--without-engines"));
        return command;
    }

    /// To be called every minute or so: drills where it is time, and returns once that is recorded.
    void tend() {
        Origin own = ledger.origin();
        if (closed
                || every.get()
                        .filter(wanted -> drills.isDue(own, wanted, clock.instant()))
                        .isEmpty()) {
            return;
        }
        StopFact.Drilled found;
        try {
            found = drilled();
        } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a drill did not come to its end: {0}", e.getMessage());
            found = new StopFact.Drilled(false, 0, List.of(), List.of());
        }
        if (closed) {
            return; // it was ended with this replica, which says nothing of the switch
        }
        if (!found.holds()) {
            LOG.log(System.Logger.Level.ERROR, "the drill failed: run `levee drill` on this machine, and see why");
        }
        ledger.write(found);
    }

    private StopFact.Drilled drilled() throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        running = Optional.of(process);
        CompletableFuture<String> said = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        byte[] report = process.getInputStream().readNBytes(REPORT_CHARS_MAX);
                        return new String(report, StandardCharsets.UTF_8);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                task -> Thread.ofVirtual().name("levee-drill").start(task));
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("it took longer than %d s".formatted(patience.toSeconds()));
            }
            return read(said.join());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            end(process);
            running = Optional.empty();
        }
    }

    private static StopFact.Drilled read(String report) throws IOException {
        try {
            JsonNode drill = JSON.readTree(report);
            if (!drill.has("ok")) {
                throw new IOException("it said nothing that is a report");
            }
            List<StopFact.DrilledStopper> stoppers = new ArrayList<>();
            for (JsonNode one : drill.path("stoppers")) {
                stoppers.add(new StopFact.DrilledStopper(
                        Layer.valueOf(one.path("layer").asString().toUpperCase(Locale.ROOT)),
                        one.path("stopper").asString(),
                        one.path("verified").asBoolean(),
                        micros(one, "millis"),
                        one.path("effects").asLong(),
                        micros(one, "lastEffectMillis"),
                        one.path("effectsAfterBound").asLong()));
            }
            return new StopFact.Drilled(
                    drill.path("ok").asBoolean(),
                    drill.path("seed").asLong(),
                    stoppers,
                    drill.path("undrilled")
                            .valueStream()
                            .map(JsonNode::asString)
                            .toList());
        } catch (JacksonException e) {
            throw new IOException("it said nothing that is JSON", e);
        }
    }

    private static long micros(JsonNode one, String millis) {
        return Math.round(one.path(millis).asDouble() * 1_000);
    }

    /// With what it started, so that no database of a drill is left behind; first the one that would start it again.
    private static void end(Process process) {
        List<ProcessHandle> started = process.descendants().toList();
        process.destroyForcibly();
        started.forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() {
        closed = true;
        running.ifPresent(DrillRuns::end);
    }
}
