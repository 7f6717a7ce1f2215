package io.levee.rooms.jobs;

import io.levee.facts.WorkloadId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The folder that the machines of a cluster share with this one: each attempt stages in one of its own
/// there. Thread-safe.
///
/// @param root empty where the engine has none, and nothing can be staged
public record SharedStaging(Optional<Path> root) {
    /// As commands name it, which no shell reads on a cluster. `$LEVEE_STAGING_OLD` is another.
    private static final Pattern NAME = Pattern.compile("\\$(?:\\{LEVEE_STAGING\\}|LEVEE_STAGING(?![A-Za-z0-9_]))");

    /// Of a folder in POSIX: what may be done there, with the bit by which new files get its group.
    private static final String MODE = "unix:mode";

    private static final String GROUP = "unix:gid";
    private static final int MODE_BITS = 07777;

    /// The folder of that attempt; empty where nothing of it is left.
    public Optional<Path> of(WorkloadId run) {
        return root.map(folder -> folder.resolve(run.value()))
                .filter(folder -> Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS));
    }

    /// Makes the folder of that attempt, unless it is there, for the same group and with the same rights as the
    /// root. Empty where there is no root.
    ///
    /// @throws IllegalStateException where something else is in its place
    public Optional<Path> make(WorkloadId run) {
        if (root.isEmpty()) {
            return Optional.empty();
        }
        Path folder = root.get().resolve(run.value());
        try {
            create(run, folder);
            // also where it is there: whoever made it may have died before this
            Files.setAttribute(folder, GROUP, of(root.get(), GROUP), LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(folder, MODE, of(root.get(), MODE) & MODE_BITS, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw new UncheckedIOException("`%s` cannot be made: check `staging` of the engine".formatted(folder), e);
        }
        return Optional.of(folder);
    }

    private void create(WorkloadId run, Path folder) throws IOException {
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            if (of(run).isEmpty()) {
                throw new IllegalStateException("`%s` is no folder: take it away".formatted(folder), e);
            }
        }
    }

    private static int of(Path folder, String attribute) throws IOException {
        return (Integer) Files.getAttribute(folder, attribute);
    }

    /// Whether the command names the folder.
    public static boolean isNamed(List<String> command) {
        return command.stream().anyMatch(word -> NAME.matcher(word).find());
    }

    /// The command with the folder where it is named.
    ///
    /// @param folder as the machines of the cluster see it
    public static List<String> named(List<String> command, String folder) {
        String literally = Matcher.quoteReplacement(folder);
        return command.stream()
                .map(word -> NAME.matcher(word).replaceAll(literally))
                .toList();
    }
}
