package io.levee.app.incident;

import io.levee.change.RawText;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Files for the organisation's folder. All of them are written, or none; nothing that is there
/// is overwritten, and nothing is written outside.
///
/// @param files with paths relative to the folder
record Kept(List<KeptFile> files) {
    Kept {
        files = List.copyOf(files);
    }

    record KeptFile(String path, String text) {}

    /// Whether the folder is as it should be with these files.
    @FunctionalInterface
    interface Check {
        /// @throws RuntimeException where it is not
        void run();
    }

    /// @throws IllegalArgumentException where one of them is there already, or its folder leads
    ///   elsewhere
    void write(Path folder, Check check) throws IOException {
        Deque<Path> made = new ArrayDeque<>();
        try {
            for (KeptFile file : files) {
                write(folder.toRealPath(), file, made);
            }
            check.run();
        } catch (IOException | RuntimeException e) {
            for (Path path : made) {
                Files.deleteIfExists(path);
            }
            throw e;
        }
    }

    /// @throws IllegalArgumentException where one of them is there already
    void isNew(Path folder) {
        for (KeptFile file : files) {
            if (Files.exists(folder.resolve(file.path()), LinkOption.NOFOLLOW_LINKS)) {
                throw there(file);
            }
        }
    }

    private static IllegalArgumentException there(KeptFile file) {
        return new IllegalArgumentException(
                "`%s` is there already: give this incident another `id`, or edit that one".formatted(file.path()));
    }

    private static void write(Path root, KeptFile file, Deque<Path> made) throws IOException {
        Path target = root.resolve(file.path()).normalize();
        if (!target.startsWith(root) || target.equals(root)) {
            throw new IllegalArgumentException("`%s` is outside of the organisation's folder".formatted(file.path()));
        }
        List<Path> missing = new ArrayList<>();
        Path parent = root;
        for (Path step : root.relativize(target.resolveSibling(""))) {
            Path next = parent.resolve(step);
            if (!Files.exists(next, LinkOption.NOFOLLOW_LINKS)) {
                missing.add(next);
            } else if (missing.isEmpty() && !next.toRealPath().equals(next)) {
                throw new IllegalArgumentException(
                        "`%s` leads out of the organisation's folder, by a link: replace it by a folder"
                                .formatted(next));
            }
            parent = next;
        }
        for (Path folder : missing) {
            Files.createDirectory(folder);
            made.push(folder);
        }
        try {
            Files.write(target, RawText.encode(file.text()), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException _) {
            throw there(file);
        }
        made.push(target);
    }
}
