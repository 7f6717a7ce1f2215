package io.levee.adapters.processes;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;

/// Programs as agents write them. Each of their processes carries a mark in its environment, by
/// which a test finds survivors without asking the code under test.
record Agents(Path folder, String mark) implements AutoCloseable {
    static final Duration DEADLINE = Duration.ofSeconds(30);

    /// Five of the main sort, each in a loop, plus the `sleep` of each; all deaf to what can be
    /// ignored.
    static final Set<String> BEATS = Set.of("main", "child", "orphan", "session", "daemon");

    private static final String STUBBORN = """
            #!/bin/sh
            trap '' TERM INT HUP QUIT PIPE
            if [ "$1" = beat ]; then
              while :; do echo beat >> "$BEATS/$2"; sleep 0.05; done
            fi
            "$0" beat child &
            ( "$0" beat orphan & )
            setsid "$0" beat session &
            ( setsid "$0" beat daemon & )
            exec "$0" beat main
            """;

    /// 2^5 - 1 shells that go on forking.
    private static final String BOMB = """
            #!/bin/sh
            if [ "$1" -gt 0 ]; then
              "$0" $(($1 - 1)) &
              "$0" $(($1 - 1)) &
            fi
            while :; do sleep 0.3; done
            """;

    /// Its first thread ends and another goes on, which makes it look dead; then nobody sees its
    /// mark, so it ends by itself in the end.
    private static final String HEADLESS = """
            import ctypes, os, threading, time
            def beat():
                end = time.time() + 60
                while time.time() < end:
                    with open(os.environ["BEATS"] + "/main", "a") as beats:
                        beats.write("beat\\n")
                    time.sleep(0.01)
            threading.Thread(target=beat).start()
            ctypes.CDLL(None).pthread_exit(None)
            """;

    static Agents in(Path folder) throws IOException {
        Agents agents = new Agents(folder, "mark-" + UUID.randomUUID());
        Files.createDirectories(agents.beats());
        agents.write("stubborn", STUBBORN);
        agents.write("bomb", BOMB);
        return agents;
    }

    List<String> stubborn() {
        return List.of(folder.resolve("stubborn").toString());
    }

    List<String> bomb() {
        return List.of(folder.resolve("bomb").toString(), "4");
    }

    List<String> headless() {
        return List.of("/usr/bin/python3", "-c", HEADLESS);
    }

    long beatsOfMain() throws IOException {
        Path beats = beats().resolve("main");
        return Files.exists(beats) ? Files.size(beats) : 0;
    }

    boolean looksDead(Set<Long> pids) throws IOException {
        return pids.size() == 1
                && Files.readString(Path.of("/proc/" + pids.iterator().next() + "/stat"))
                        .contains(") Z ");
    }

    List<String> touching(Path file) {
        return List.of("/bin/sh", "-c", "echo ran > \"$1\"", "sh", file.toString());
    }

    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("PATH", "/usr/bin:/bin");
        environment.put("MARK", mark);
        environment.put("BEATS", beats().toString());
        return environment;
    }

    Path output() {
        return folder.resolve("output");
    }

    void awaitBeats() {
        until(() -> BEATS.stream().allMatch(name -> Files.exists(beats().resolve(name))));
    }

    static void until(Callable<Boolean> condition) {
        await().atMost(DEADLINE).pollInterval(Duration.ofMillis(10)).until(condition);
    }

    /// Whoever runs with the mark of this test.
    Set<Long> marked() throws IOException {
        Set<Long> marked = new TreeSet<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[1-9]*")) {
            for (Path process : processes) {
                try {
                    String environment =
                            new String(Files.readAllBytes(process.resolve("environ")), StandardCharsets.UTF_8);
                    if (environment.contains("MARK=" + mark)) {
                        marked.add(Long.parseLong(process.getFileName().toString()));
                    }
                } catch (IOException e) { // ended meanwhile
                }
            }
        }
        return marked;
    }

    /// However a test went, nothing of it is left.
    @Override
    public void close() {
        until(() -> {
            Set<Long> marked = marked();
            marked.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
            return marked.isEmpty();
        });
    }

    private Path beats() {
        return folder.resolve("beats");
    }

    private void write(String name, String script) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, script);
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("`%s` cannot be made executable".formatted(file));
        }
    }
}
