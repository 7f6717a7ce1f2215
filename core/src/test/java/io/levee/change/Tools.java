package io.levee.change;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Programs that write and apply diffs, run in one folder, without anybody's configuration.
final class Tools {
    private final Path folder;

    Tools(Path folder) {
        this.folder = folder;
    }

    /// What a program printed, as [RawText] has it, and how it ended.
    record Ran(int exit, String out) {}

    /// A new repository in the folder.
    Tools init() {
        git("init", "-q", "-b", "main");
        git("config", "user.name", "somebody");
        git("config", "user.email", "somebody@example.com");
        git("config", "core.autocrlf", "false");
        git("config", "gc.auto", "0"); // nothing of git's own runs beside a test
        return this;
    }

    Path folder() {
        return folder;
    }

    String git(String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Ran ran = run("", command);
        if (ran.exit() > 1) {
            throw new IllegalStateException("`%s` ended with %d".formatted(command, ran.exit()));
        }
        return ran.out();
    }

    /// All of the folder as a commit; its id.
    String commit(String message) {
        git("add", "-A");
        git("commit", "-q", "--allow-empty", "-m", message);
        return git("rev-parse", "HEAD").strip();
    }

    Ran run(String in, List<String> command) {
        try {
            Path input = Files.createTempFile("in", "");
            try {
                Files.write(input, RawText.encode(in));
                ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
                builder.environment()
                        .putAll(Map.of(
                                "GIT_CONFIG_GLOBAL", "/dev/null",
                                "GIT_CONFIG_NOSYSTEM", "1",
                                "GIT_AUTHOR_DATE", "2026-01-01T00:00:00Z",
                                "GIT_COMMITTER_DATE", "2026-01-01T00:00:00Z",
                                "LC_ALL", "C",
                                "TZ", "UTC"));
                builder.redirectInput(input.toFile()).redirectError(Redirect.DISCARD);
                Process process = builder.start();
                String out = RawText.decode(process.getInputStream().readAllBytes());
                return new Ran(process.waitFor(), out);
            } finally {
                Files.delete(input);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while `%s` ran".formatted(command), e);
        }
    }

    void write(String path, String text) {
        try {
            Path file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            Files.write(file, RawText.encode(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String read(String path) {
        try {
            return RawText.decode(Files.readAllBytes(folder.resolve(path)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete(String path) {
        try {
            Files.delete(folder.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
