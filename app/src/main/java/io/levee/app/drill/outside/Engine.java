package io.levee.app.drill.outside;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// A real system as a process with a class path of its own, which `realparts/engines` resolves.
/// It ends when this closes, and by itself when this process is gone: then its standard input
/// ends.
public final class Engine implements AutoCloseable {
    private static final int PORTS_FROM = 14_000;
    private static final int PORTS_TO = 19_000;
    private static final int LOG_SHOWN_MAX = 4_000;

    private final Process process;
    private final Path log;
    private final BufferedReader said;
    private final CompletableFuture<Integer> exited;

    private Engine(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.said = process.inputReader(StandardCharsets.UTF_8);
        this.exited = process.onExit().thenApply(Process::exitValue);
    }

    /// Whether the engine was resolved and compiled.
    ///
    /// @param home the checkout of Levee
    public static boolean isThere(Path home, String name) {
        Path target = target(home, name);
        return Files.exists(target.resolve("classpath")) && Files.isDirectory(target.resolve("classes"));
    }

    /// @param home     the checkout of Levee
    /// @param folder   for its files and its log
    /// @param openings packages of `java.base` that it looks into
    public static Engine start(
            Path home, String name, String main, Path folder, List<String> openings, List<String> arguments)
            throws IOException {
        return start(command(home, name, main, folder, openings, arguments), folder.resolve(name + ".log"));
    }

    /// @param command as [#command] gives it, perhaps behind what it is to run in
    /// @param log     for what it says on its standard error
    public static Engine start(List<String> command, Path log) throws IOException {
        return new Engine(
                new ProcessBuilder(command).redirectError(log.toFile()).start(), log);
    }

    /// What starts it, for who lets somebody else do so.
    public static List<String> command(
            Path home, String name, String main, Path folder, List<String> openings, List<String> arguments)
            throws IOException {
        Path target = target(home, name);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + folder,
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"));
        openings.forEach(opening -> command.add("--add-opens=java.base/%s=ALL-UNNAMED".formatted(opening)));
        command.add("-cp");
        command.add(target.resolve("classes") + ":"
                + Files.readString(target.resolve("classpath")).strip());
        command.add(main);
        command.addAll(arguments);
        return command;
    }

    /// Ports on which nobody listens, below the range from which clients are given theirs.
    public static List<String> freePorts(int count) {
        List<String> free = new ArrayList<>();
        int start = (int) (ProcessHandle.current().pid() * 11 % (PORTS_TO - PORTS_FROM));
        for (int tried = 0; free.size() < count && tried < PORTS_TO - PORTS_FROM; tried++) {
            int port = PORTS_FROM + (start + tried) % (PORTS_TO - PORTS_FROM);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                free.add(String.valueOf(socket.getLocalPort()));
            } catch (IOException _) {
                // taken: the next one
            }
        }
        return free;
    }

    /// What it says behind `word`; waits until it does.
    ///
    /// @throws IllegalStateException where it ended before, with the end of its log
    public String awaitSaid(String word) {
        try {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                if (line.startsWith(word + " ")) {
                    return line.substring(word.length() + 1);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot hear the engine", e);
        }
        throw new IllegalStateException("the engine ended before it said `%s`: %s".formatted(word, lastLog()));
    }

    /// Tells it a line, for those that listen.
    public void tell(String line) {
        try {
            Writer input = process.outputWriter(StandardCharsets.UTF_8);
            input.write(line + "\n");
            input.flush();
        } catch (IOException e) {
            throw new IllegalStateException("the engine does not listen any more: " + lastLog(), e);
        }
    }

    public long pid() {
        return process.pid();
    }

    /// Its exit code, once it has ended; always the same.
    public CompletableFuture<Integer> exited() {
        return exited;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }

    private static Path target(Path home, String name) {
        return home.resolve("realparts").resolve("engines").resolve(name).resolve("target");
    }

    /// The end of what it said on its standard error.
    public String lastLog() {
        try {
            String text = Files.readString(log);
            return text.substring(Math.max(0, text.length() - LOG_SHOWN_MAX));
        } catch (IOException _) {
            return "no log";
        }
    }
}
