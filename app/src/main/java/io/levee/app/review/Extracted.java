package io.levee.app.review;

import io.levee.adapters.git.GitHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A folder of a repository as a revision has it, written to a place of its own and deleted
/// again.
///
/// @param folder where it is
record Extracted(Path folder) implements AutoCloseable {
    private static final int FILES_MAX = 20_000;

    static Extracted of(GitHistory history, String revision, String prefix) throws IOException {
        Extracted extracted = new Extracted(Files.createTempDirectory("levee-base"));
        try {
            for (String path : history.pathsAt(revision).stream()
                    .filter(path -> path.startsWith(prefix))
                    .limit(FILES_MAX)
                    .toList()) {
                extracted.write(
                        path.substring(prefix.length()),
                        history.textAt(revision, path).orElse(""));
            }
            return extracted;
        } catch (IOException | RuntimeException e) {
            extracted.close();
            throw e;
        }
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
