package io.levee.adapters.postgres;

import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Runs `initdb` and `postgres`. PostgreSQL refuses to run as root, so root runs it in a user namespace of
/// its own, where the same user has no name.
record ServerPrograms(ServerBinaries binaries, ServerFiles files, List<String> prefix) {
    static final String USER = "levee";

    private static final Path SETSID = Path.of("/usr/bin/setsid");

    static ServerPrograms of(ServerBinaries binaries, ServerFiles files) {
        List<String> prefix = new ArrayList<>();
        // a session of its own: Ctrl-C in a terminal is meant for Levee, which ends the database after itself
        if (SETSID.toFile().canExecute()) {
            prefix.add(SETSID.toString());
        }
        if (isRoot()) {
            prefix.addAll(List.of("unshare", "--user"));
        }
        return new ServerPrograms(binaries, files, List.copyOf(prefix));
    }

    /// Small, and durable: an acknowledged commit is on the disk.
    static Map<String, String> settings(int port) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("port", Integer.toString(port));
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("unix_socket_directories", "");
        settings.put("fsync", "on");
        settings.put("full_page_writes", "on");
        settings.put("synchronous_commit", "on");
        settings.put("shared_buffers", "32MB");
        settings.put("work_mem", "4MB");
        settings.put("maintenance_work_mem", "32MB");
        settings.put("max_connections", "40");
        settings.put("max_wal_size", "512MB");
        settings.put("min_wal_size", "64MB");
        settings.put("wal_buffers", "4MB");
        settings.put("wal_compression", "on");
        settings.put("max_worker_processes", "4");
        settings.put("max_parallel_workers_per_gather", "0");
        settings.put("io_method", "sync");
        settings.put("jit", "off");
        settings.put("timezone", "UTC");
        settings.put("log_timezone", "UTC");
        settings.put("log_checkpoints", "off");
        settings.put("cluster_name", "levee");
        return settings;
    }

    /// Creates the data beside its place and moves it there when it is whole.
    void initialise() throws IOException {
        Path partial = files.data().resolveSibling("data.partial");
        if (Files.exists(partial)) {
            ServerBinaries.deleteTree(partial);
        }
        files.writePassword();
        List<String> command = command("initdb");
        command.addAll(List.of(
                "--pgdata",
                partial.toString(),
                "--username",
                USER,
                "--pwfile",
                files.password().toString()));
        command.addAll(List.of("--auth", "scram-sha-256", "--encoding", "UTF8", "--no-locale", "--data-checksums"));
        Process process = start(command);
        try {
            if (process.waitFor() != 0) {
                throw refusedToStart();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new LeveeException(ErrorCode.INTERNAL, "interrupted while the database was created", e);
        }
        Files.move(partial, files.data(), StandardCopyOption.ATOMIC_MOVE);
    }

    Process serve(int port) throws IOException {
        List<String> command = command("postgres");
        command.addAll(List.of("-D", files.data().toString()));
        settings(port).forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return start(command);
    }

    LeveeException refusedToStart() {
        String advice = !prefix.contains("unshare")
                ? "see `%s`".formatted(files.log())
                : "see `%s`; as root it needs user namespaces: run Levee as another user, or set LEVEE_DATABASE_URL"
                        .formatted(files.log());
        return new LeveeException(
                ErrorCode.DATABASE_UNAVAILABLE,
                "the embedded PostgreSQL did not start: %s; %s".formatted(files.logTail(), advice));
    }

    private List<String> command(String program) {
        List<String> command = new ArrayList<>(prefix);
        command.add(binaries.program(program).toString());
        return command;
    }

    private Process start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(files.log().toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        return builder.start();
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return System.getProperty("user.name").equals("root");
        }
    }
}
