package io.levee.adapters.processes;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The shell that a confined program runs below: waits at the gate, bounds what the program prints, and keeps the code
/// with which it ends. It does so whether Levee lives or not, has no environment, and stands in the folder of what is
/// kept, so that this folder may be anywhere.
///
/// INVARIANT: what the program may write to is the pipe of its log and one byte that says that it begins; by the time
/// anything runs that an agent chose, the groups are joined and the user is given up.
final class Keeper {
    static final long FIRST_BYTES = 8L << 20;
    static final long SEGMENT_BYTES = 2L << 20;
    static final int SEGMENTS_MAX = 12;

    /// The shell, its collector and what the collector runs.
    static final int PROCESSES = 3;

    static final String BEGAN = "began";
    static final String CODE = "code";
    static final String LOG = "log.";

    /// Says to the shell at the gate that it is contained.
    private static final String GO = "go\n";

    /// Named by number in the program's shell, which closes it at once.
    private static final int BEGAN_HANDLE = 9;

    private Keeper() {}

    /// @param groups    to be joined by the program
    /// @param becoming  what gives up the user and whatever else, and then runs the words after it
    /// @param immediate whether what is printed can be written at once; else up to 4 KiB of it wait
    static List<String> shell(Collection<Path> groups, List<String> becoming, boolean immediate) {
        String joining = groups.stream()
                .map(group -> "echo 0 >%s || exit 125\n".formatted(Gate.quoted(group + "/cgroup.procs")))
                .collect(Collectors.joining());
        String script = """
            PATH=/usr/bin:/bin
            read -r go && [ "$go" = go ] || exit 125
            umask 077
            mkfifo -m 622 pipe && : >%1$s || exit 125
            (
            n=0 size=%2$d
            while %3$s -c $size >%4$s$n && [ -s %4$s$n ]; do
            n=$((n+1)) size=%5$d
            [ $n -gt %6$d ] && rm -f %4$s$((n-%6$d))
            done
            exec cat >/dev/null
            ) <pipe >/dev/null 2>&1 &
            collector=$!
            (
            %7$sexec %8$s /bin/sh -s
            ) >pipe 2>&1 %9$d>%1$s
            code=$?
            echo $code >%10$s
            wait $collector
            """.formatted(
                        BEGAN,
                        FIRST_BYTES,
                        immediate ? "stdbuf -o0 head" : "head",
                        LOG,
                        SEGMENT_BYTES,
                        SEGMENTS_MAX,
                        joining,
                        becoming.stream().map(Gate::quoted).collect(Collectors.joining(" ")),
                        BEGAN_HANDLE,
                        CODE);
        return List.of("/bin/sh", "-c", script);
    }

    /// What is told at the gate.
    ///
    /// @param more added to its environment
    static byte[] script(Confined program, Map<String, String> more, Path scratch) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("HOME", scratch.toString());
        environment.put("TMPDIR", scratch.resolve("tmp").toString());
        environment.putAll(program.environment());
        String before = before(program.directory().orElse(scratch), needed(program.command()));
        byte[] script = Gate.script(before, program.command(), environment);
        byte[] go = GO.getBytes(StandardCharsets.US_ASCII);
        byte[] both = Arrays.copyOf(go, go.length + script.length);
        System.arraycopy(script, 0, both, go.length, script.length);
        return both;
    }

    private static List<Path> needed(List<String> command) {
        List<Path> needed = new ArrayList<>();
        for (String word : command) {
            try {
                if (word.startsWith("/") && Files.exists(Path.of(word))) {
                    needed.add(Path.of(word));
                }
            } catch (InvalidPathException e) { // a word that is no path
            }
        }
        return needed;
    }

    /// What the program's own shell does first, as the program's user.
    ///
    /// @param needed what the command names and exists
    private static String before(Path directory, List<Path> needed) {
        StringBuilder before = new StringBuilder("echo >&%1$d; exec %1$d>&-;\n".formatted(BEGAN_HANDLE));
        before.append("cd -- %s || { echo %s; exit 126; }\n"
                .formatted(Gate.quoted(directory.toString()), Gate.quoted(refused(directory))));
        for (Path each : needed) {
            String quoted = Gate.quoted(each.toString());
            before.append("[ -r %1$s ] || [ -x %1$s ] || [ -w %1$s ] || { echo %2$s; exit 126; }\n"
                    .formatted(quoted, Gate.quoted(refused(each))));
        }
        return before.toString();
    }

    private static String refused(Path path) {
        return "levee: the program may not use `%s`: let every user pass to it and read it, or copy it elsewhere"
                .formatted(path);
    }
}
