package io.levee.adapters.flink;

import io.levee.adapters.rest.Pause;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// TaskManagers of this machine, which `bin/taskmanager.sh` started: ended with SIGKILL. Linux only.
///
/// INVARIANT: a pid in a file is a hint. What is killed runs Flink's TaskManager and listens where the JobManager
/// reaches the one that is meant; a pid that was given anew to a stranger does not.
final class LocalTaskManagers implements TaskManagers {
    private static final String FILES = "flink-*-taskexecutor.pid";
    private static final int PIDS_MAX = 1_000;
    private static final long FILE_BYTES_MAX = 64 * 1024;
    private static final Duration DEATH_MAX = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final Path pids;

    private LocalTaskManagers(Path pids) {
        this.pids = pids;
    }

    static LocalTaskManagers in(String folder) {
        try {
            Path pids = Path.of(folder);
            if (pids.isAbsolute()) {
                return new LocalTaskManagers(pids);
            }
        } catch (InvalidPathException _) {
            // said below
        }
        throw new IllegalArgumentException("`%s` is no folder of pid files: write the absolute path".formatted(folder));
    }

    @Override
    public void end(TaskHost which) {
        ProcessHandle process = find(which)
                .orElseThrow(() -> new IllegalStateException(
                        "the TaskManager `%s` is none of this machine's that a pid file names".formatted(which.id())));
        process.destroyForcibly();
        long until = System.nanoTime() + DEATH_MAX.toNanos();
        while (process.isAlive() && !FlinkProcess.isDead(process.pid())) {
            if (System.nanoTime() - until >= 0) {
                throw new IllegalStateException("the TaskManager `%s` outlives SIGKILL".formatted(which.id()));
            }
            Pause.of(PAUSE, "a TaskManager was ended");
        }
    }

    private Optional<ProcessHandle> find(TaskHost which) {
        if (!isHere(which.host())) {
            return Optional.empty();
        }
        // The handle comes first: it tells a pid that is given anew after this.
        return pids().stream()
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .filter(process -> FlinkProcess.isTaskManager(process.pid()))
                .filter(process -> FlinkProcess.listens(process.pid(), which.port()))
                .findFirst();
    }

    private List<Long> pids() {
        List<Long> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(pids, FILES)) {
            for (Path file : files) {
                if (Files.size(file) > FILE_BYTES_MAX) {
                    throw new IllegalStateException("a pid file of Flink is longer than one ever is");
                }
                Files.readAllLines(file).stream()
                        .map(String::strip)
                        .filter(line -> line.matches("[1-9][0-9]{0,9}"))
                        .map(Long::valueOf)
                        .limit(PIDS_MAX)
                        .forEach(found::add);
            }
        } catch (IOException e) {
            throw new IllegalStateException("the pid files of Flink cannot be read", e);
        }
        return found;
    }

    /// Two machines may listen on the same port.
    private static boolean isHere(String host) {
        try {
            InetAddress address = InetAddress.getByName(host);
            return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (IOException e) {
            throw new IllegalStateException("cannot tell whether a TaskManager is on this machine", e);
        }
    }
}
