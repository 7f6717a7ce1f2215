package io.levee.adapters.processes;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// A shell that waits, with no environment, until it is told what to become.
///
/// INVARIANT: nothing that an agent chose, not even `LD_PRELOAD`, works in a process before it is
/// contained; and what is secret in an environment is in no argument list and no file. Both come
/// through the shell's standard input, as one group of commands: half of it, because Levee died
/// meanwhile, is a syntax error and runs nothing.
final class Gate {
    private static final int SCRIPT_BYTES_MAX = 1_000_000;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,255}");
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    /// Waits, and becomes what it is told.
    static final List<String> SHELL = List.of("/bin/sh", "-s");

    /// What shells add by themselves.
    private static final List<String> OF_THE_SHELL = List.of("PWD", "OLDPWD", "SHLVL", "_");

    private Gate() {}

    /// @throws IllegalArgumentException where it cannot be said to a shell or is longer than a
    ///     million bytes
    static byte[] script(List<String> command, Map<String, String> environment) {
        return script("", command, environment);
    }

    /// The same with something before it that is Levee's own.
    static byte[] script(String before, List<String> command, Map<String, String> environment) {
        if (command.isEmpty()
                || command.getFirst().isEmpty()
                || command.getFirst().contains("=")) {
            throw new IllegalArgumentException("a command begins with a program whose name has no `=`");
        }
        StringBuilder script = new StringBuilder("{ ").append(before);
        environment.forEach((name, value) -> {
            if (!NAME.matcher(name).matches() || name.equals("_")) {
                throw new IllegalArgumentException(
                        "the name of a variable has letters, digits and `_`, not `%s`".formatted(name));
            }
            script.append("export ")
                    .append(name)
                    .append('=')
                    .append(quoted(value))
                    .append(" &&\n");
        });
        script.append("exec /usr/bin/env");
        OF_THE_SHELL.stream()
                .filter(name -> !environment.containsKey(name))
                .forEach(name -> script.append(" -u ").append(name));
        script.append(" --");
        command.forEach(word -> script.append(' ').append(quoted(word)));
        byte[] bytes = script.append(" </dev/null; }\n").toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length > SCRIPT_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "command and environment have more than %d bytes".formatted(SCRIPT_BYTES_MAX));
        }
        return bytes;
    }

    /// Starts the shell, in a session of its own: Ctrl-C in a terminal is meant for Levee.
    static Process open(List<String> prefix, Path directory, Path output) throws IOException {
        return open(prefix, SHELL, directory, output);
    }

    static Process open(List<String> prefix, List<String> shell, Path directory, Path output) throws IOException {
        List<String> command = new ArrayList<>();
        if (SETSID.toFile().canExecute()) {
            command.add(SETSID.toString());
        }
        command.addAll(prefix);
        command.addAll(shell);
        createPrivate(output);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().clear();
        return builder.start();
    }

    /// Tells the shell what to become. Fails where it was killed meanwhile.
    static void release(Process waiting, byte[] script) throws IOException {
        try (OutputStream in = waiting.getOutputStream()) {
            in.write(script);
        }
    }

    private static void createPrivate(Path output) throws IOException {
        try {
            Files.createFile(
                    output, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException e) {
            return; // the caller's, who chose who may read it
        }
    }

    static String quoted(String word) {
        if (word.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("no word of a command or an environment holds a zero");
        }
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
