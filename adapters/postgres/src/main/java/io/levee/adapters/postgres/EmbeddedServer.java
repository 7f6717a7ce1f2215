package io.levee.adapters.postgres;

import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A PostgreSQL of our own, on loopback, for this process alone. It is restarted where it dies, and what a
/// killed predecessor left running is ended first. One lock guards the lifecycle.
final class EmbeddedServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(EmbeddedServer.class.getName());
    private static final Duration READY_MAX = Duration.ofSeconds(90);
    private static final Duration STOP_MAX = Duration.ofSeconds(20);
    private static final long LOG_BYTES_MAX = 10_000_000;

    private final ServerFiles files;
    private final ServerPrograms programs;
    private final int port;
    private Process postmaster;
    private boolean closing;

    private EmbeddedServer(ServerFiles files, ServerPrograms programs, int port, Process postmaster) {
        this.files = files;
        this.programs = programs;
        this.port = port;
        this.postmaster = postmaster;
    }

    /// Starts on the data of this folder, creating it where there is none.
    static EmbeddedServer start(Path dataFolder) {
        ServerFiles files = new ServerFiles(dataFolder.resolve("postgres"));
        ServerPrograms programs = ServerPrograms.of(ServerBinaries.unpacked(ServerBinaries.cache(dataFolder)), files);
        try {
            files.create();
            rotateLog(files.log());
            if (files.initialised()) {
                files.checkMajorVersion();
                endPredecessor(files);
            } else {
                programs.initialise();
            }
            int port = files.choosePort();
            Process postmaster = startUntilReady(files, programs, port);
            EmbeddedServer server = new EmbeddedServer(files, programs, port, postmaster);
            server.watch(postmaster);
            return server;
        } catch (IOException e) {
            throw new LeveeException(
                    ErrorCode.DATABASE_UNAVAILABLE,
                    "the embedded PostgreSQL under `%s` cannot be used: %s".formatted(dataFolder, e.getMessage()),
                    e);
        }
    }

    DatabaseUrl url() {
        return DatabaseUrl.embedded(port, files.readPassword());
    }

    synchronized long pid() {
        return postmaster.pid();
    }

    /// Ends the server; everything committed is on disk already.
    @Override
    public void close() {
        Process ending;
        synchronized (this) {
            closing = true;
            ending = postmaster;
        }
        end(ending.toHandle());
    }

    private void watch(Process process) {
        var _ = process.onExit()
                .thenAcceptAsync(
                        this::restart,
                        task -> Thread.ofPlatform()
                                .name("levee-postgres-supervisor")
                                .daemon()
                                .start(task));
    }

    private void restart(Process dead) {
        Pauses pauses = new Pauses();
        while (true) {
            synchronized (this) {
                if (closing) {
                    return;
                }
                LOG.log(Level.WARNING, "the database ended by itself ({0}): starting it again", dead.exitValue());
                try {
                    rotateLog(files.log());
                    postmaster = startUntilReady(files, programs, port);
                    watch(postmaster);
                    return;
                } catch (LeveeException | IOException e) {
                    LOG.log(Level.ERROR, "the database does not start: {0}", e.getMessage());
                }
            }
            if (!pauses.pause()) {
                return;
            }
        }
    }

    private static Process startUntilReady(ServerFiles files, ServerPrograms programs, int port) throws IOException {
        long deadline = System.nanoTime() + READY_MAX.toNanos();
        Process process = programs.serve(port);
        while (!files.readyUnder(process.pid())) {
            if (!process.isAlive()) {
                // Backends of a postmaster that was killed need a moment to notice and let go of the data.
                if (files.logTail().contains("is still in use")
                        && System.nanoTime() < deadline
                        && Pauses.pause(Duration.ofMillis(100))) {
                    rotateLog(files.log(), 0);
                    process = programs.serve(port);
                    continue;
                }
                throw programs.refusedToStart();
            }
            if (System.nanoTime() > deadline || !Pauses.pause(Duration.ofMillis(10))) {
                process.destroyForcibly();
                throw new LeveeException(
                        ErrorCode.DATABASE_UNAVAILABLE,
                        "the embedded PostgreSQL was not ready after %s: see `%s`".formatted(READY_MAX, files.log()));
            }
        }
        return process;
    }

    private static void endPredecessor(ServerFiles files) throws IOException {
        var stale = files.runningPostmaster();
        if (stale.isPresent()) {
            LOG.log(
                    Level.INFO,
                    "ending the database that a killed process left running: pid {0}",
                    stale.get().pid());
            end(stale.get());
        }
    }

    /// SIGINT is PostgreSQL's fast shutdown: sessions are ended, data is flushed.
    private static void end(ProcessHandle process) {
        if (!process.isAlive()) {
            return;
        }
        try {
            new ProcessBuilder("/bin/sh", "-c", "kill -INT " + process.pid())
                    .start()
                    .waitFor();
            CompletableFuture<ProcessHandle> ended = process.onExit();
            ended.get(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) { // too slow or not ours to ask: committed data survives this as well
            process.destroyForcibly();
        }
    }

    private static void rotateLog(Path log) throws IOException {
        rotateLog(log, LOG_BYTES_MAX);
    }

    private static void rotateLog(Path log, long bytesMax) throws IOException {
        if (Files.exists(log) && Files.size(log) > bytesMax) {
            Files.move(log, log.resolveSibling("log.old"), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
