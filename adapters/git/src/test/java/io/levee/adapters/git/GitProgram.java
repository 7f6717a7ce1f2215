package io.levee.adapters.git;

import io.levee.change.RawText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The `git` program in one folder, without anybody's configuration. Each commit is a minute after the one before.
final class GitProgram {
    private final Path folder;
    private int commits;

    GitProgram(Path folder) {
        this.folder = folder;
    }

    static GitProgram init(Path folder) {
        GitProgram git = new GitProgram(folder);
        git.run("init", "-q", "-b", "main");
        git.run("config", "user.name", "somebody");
        git.run("config", "user.email", "somebody@example.com");
        return git;
    }

    Path folder() {
        return folder;
    }

    /// What it printed, as [RawText] has it.
    String run(String... arguments) {
        return feed("", arguments);
    }

    String feed(String in, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        try {
            Path input = Files.createTempFile("in", "");
            try {
                Files.write(input, RawText.encode(in));
                ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
                String time = "2026-01-01T%02d:%02d:00Z".formatted(commits / 60, commits % 60);
                builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
                builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
                builder.environment().put("GIT_AUTHOR_DATE", time);
                builder.environment().put("GIT_COMMITTER_DATE", time);
                builder.environment().put("LC_ALL", "C");
                builder.redirectInput(input.toFile()).redirectError(Redirect.DISCARD);
                Process process = builder.start();
                String out = RawText.decode(process.getInputStream().readAllBytes());
                if (process.waitFor() > 1) {
                    throw new IllegalStateException("`%s` ended with %d".formatted(command, process.exitValue()));
                }
                return out;
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

    GitProgram write(String path, String text) {
        try {
            Path file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            Files.write(file, RawText.encode(text));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// All of the folder as a commit; its id.
    String commit(String message) {
        commits++;
        run("add", "-A");
        run("commit", "-q", "--allow-empty", "-m", message);
        return run("rev-parse", "HEAD").strip();
    }
}
