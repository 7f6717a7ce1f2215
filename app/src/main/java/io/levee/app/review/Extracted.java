package io.levee.app.review;

import io.levee.adapters.git.GitHistory;
import io.levee.adapters.organisation.parts.Layout;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The organisation's folder in a repository as a revision has it, written to a place of its own
/// and deleted again. Its reader has limits of its own.
///
/// @param folder where it is
record Extracted(Path folder) implements AutoCloseable {
    static Extracted of(GitHistory history, String revision, String prefix) throws IOException {
        Extracted extracted = new Extracted(Files.createTempDirectory("levee-base"));
        try {
            for (String path : history.pathsAt(revision)) {
                if (path.startsWith(prefix)
                        && Layout.readerOf(path.substring(prefix.length())).isPresent()) {
                    extracted.write(path.substring(prefix.length()), text(history, revision, path));
                }
            }
            return extracted;
        } catch (IOException | RuntimeException e) {
            extracted.close();
            throw e;
        }
    }

    /// A part of the organisation that cannot be read is no empty part.
    private static String text(GitHistory history, String revision, String path) {
        return history.textAt(revision, path)
                .orElseThrow(() -> new LeveeException(
                        ErrorCode.ORGANISATION_INVALID,
                        "`%s` at %s is no text of at most 2 MiB: it cannot judge".formatted(path, revision)));
    }

    /// Names come from a repository of strangers: nothing is written outside.
    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path).normalize();
        if (file.startsWith(folder) && !file.equals(folder)) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
    }

    @Override
    public void close() throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }
}
