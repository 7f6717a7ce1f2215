package io.levee.app.drill;

import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Kills a ground's database, which cannot start again until this closes.
final class DeadDatabase implements AutoCloseable {
    /// Without it PostgreSQL takes the folder for none of its own; one that runs does not look at it.
    private static final String NEEDED = "PG_VERSION";

    private final Path files;

    private DeadDatabase(Path files) {
        this.files = files;
    }

    /// It is dead when this returns.
    static DeadDatabase kill(DrillGround ground) {
        DeadDatabase dead = new DeadDatabase(ground.database());
        dead.move(NEEDED, NEEDED + ".away");
        try {
            dead.kill();
            return dead;
        } catch (RuntimeException e) {
            dead.close();
            throw e;
        }
    }

    private void kill() {
        try {
            List<String> lines = Files.readAllLines(files.resolve("postmaster.pid"));
            // a process of the same number that is another's is left alone
            ProcessHandle postmaster = ProcessHandle.of(Long.parseLong(lines.getFirst()))
                    .filter(process -> lines.get(1).equals(files.toString())
                            && process.info().command().orElse("").endsWith("postgres"))
                    .orElseThrow(() -> new LeveeException(ErrorCode.DATABASE_UNAVAILABLE, unkilled()));
            // with its sessions: one of a postmaster that is gone may still commit what it is at
            List<ProcessHandle> sessions = postmaster.descendants().toList();
            postmaster.destroyForcibly();
            sessions.forEach(ProcessHandle::destroyForcibly);
            postmaster.onExit().join();
        } catch (IOException e) {
            throw new LeveeException(ErrorCode.DATABASE_UNAVAILABLE, unkilled(), e);
        }
    }

    private String unkilled() {
        return "no database runs on `%s` that could be killed".formatted(files);
    }

    private void move(String from, String to) {
        try {
            Files.move(files.resolve(from), files.resolve(to));
        } catch (IOException e) {
            throw new LeveeException(
                    ErrorCode.DATABASE_UNAVAILABLE, "cannot move `%s` in `%s`".formatted(from, files), e);
        }
    }

    @Override
    public void close() {
        move(NEEDED + ".away", NEEDED);
    }
}
