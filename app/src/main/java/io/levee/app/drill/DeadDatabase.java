package io.levee.app.drill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Kills a ground's database, and again whenever it is started, until this closes.
final class DeadDatabase implements AutoCloseable {
    private static final long LOOK_EVERY_MILLIS = 20;

    private final Path files;
    private final Thread killer;
    private volatile boolean closed;

    private DeadDatabase(Path files) {
        this.files = files;
        this.killer = Thread.ofPlatform().daemon().name("database killer").unstarted(this::killOn);
    }

    /// It is dead when this returns.
    static DeadDatabase kill(DrillGround ground) throws InterruptedException {
        DeadDatabase dead = new DeadDatabase(ground.database());
        dead.kill();
        dead.killer.start();
        return dead;
    }

    private void killOn() {
        try {
            while (!closed) {
                kill();
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void kill() throws InterruptedException {
        try {
            List<String> lines = Files.readAllLines(files.resolve("postmaster.pid"));
            // a process of the same number that is another's is left alone
            if (lines.size() > 1 && lines.get(1).equals(files.toString())) {
                ProcessHandle.of(Long.parseLong(lines.getFirst()))
                        .filter(process -> process.info().command().orElse("").endsWith("postgres"))
                        .ifPresent(process -> {
                            process.destroyForcibly();
                            process.onExit().join();
                        });
            }
        } catch (IOException | NumberFormatException e) {
            // none is running, or it is just beginning: the next look finds it
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            killer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
