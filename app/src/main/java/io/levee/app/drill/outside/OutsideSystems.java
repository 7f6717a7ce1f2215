package io.levee.app.drill.outside;

import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Which systems a drill can start here: PostgreSQL is always there, engines where they were resolved.
///
/// @param home    the checkout of Levee
/// @param agent   who is sacrificed: letters only
/// @param engines whether those with a class path of their own are wanted
public record OutsideSystems(Path home, String agent, boolean engines) {
    private static final String KAFKA = "kafka";
    private static final String FLINK = "flink";

    /// Made before threads use what it stands on, which says a line if they do so at once.
    private static final System.Logger LOG = System.getLogger(OutsideSystems.class.getName());

    private interface Start {
        OutsideSystem in(Path folder) throws IOException;
    }

    /// Engines that cannot be started, since they are not there or not wanted.
    public List<String> missing() {
        List<String> missing = new ArrayList<>();
        for (String engine : List.of(KAFKA, FLINK)) {
            if (!isThere(engine)) {
                missing.add(engine);
            }
        }
        return missing;
    }

    private boolean isThere(String engine) {
        return engines && Engine.isThere(home, engine);
    }

    /// Starts all at once.
    ///
    /// @param folder for their files, each in one of its own
    public List<OutsideSystem> start(Path folder) {
        List<OutsideSystem> started = new ArrayList<>();
        LOG.log(System.Logger.Level.DEBUG, "starting what a drill works on");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<OutsideSystem>> starting = new ArrayList<>();
            starting.add(threads.submit(() -> started("postgres", folder, own -> PostgresSystem.start(own, agent))));
            if (isThere(KAFKA)) {
                starting.add(threads.submit(() -> started(KAFKA, folder, own -> KafkaSystem.start(home, own, agent))));
            }
            if (isThere(FLINK)) {
                starting.add(threads.submit(() -> started(FLINK, folder, own -> FlinkSystem.start(home, own, agent))));
            }
            RuntimeException failure = null;
            for (Future<OutsideSystem> each : starting) {
                try {
                    started.add(each.get());
                } catch (ExecutionException e) {
                    failure = new CompletionException("a system of the drill does not start", e.getCause());
                }
            }
            if (failure != null) {
                started.forEach(OutsideSystem::close);
                throw failure;
            }
            return started;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            started.forEach(OutsideSystem::close);
            throw new LeveeException(ErrorCode.DEADLINE_EXCEEDED, "interrupted while the drill was prepared", e);
        }
    }

    private static OutsideSystem started(String name, Path folder, Start start) throws IOException {
        return start.in(Files.createDirectories(folder.resolve("outside").resolve(name)));
    }
}
