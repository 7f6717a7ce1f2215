package io.levee.adapters.flink;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// From where a jar may be sent to the cluster.
///
/// @param folders absolute; no jar may be run where there is none
record JarFolders(List<Path> folders) {
    /// How a ZIP file begins.
    private static final byte[] MAGIC = {'P', 'K', 3, 4};

    JarFolders {
        folders = List.copyOf(folders);
    }

    /// @param setting absolute folders with spaces between
    /// @throws IllegalArgumentException where one is not absolute
    static JarFolders of(Optional<String> setting) {
        List<Path> all = new ArrayList<>();
        for (String word : setting.map(text -> text.strip().split("\\s+")).orElse(new String[0])) {
            Path folder = path(word);
            if (!folder.isAbsolute()) {
                throw new IllegalArgumentException("`jars: %s` is not absolute: write it from `/`".formatted(word));
            }
            all.add(folder);
        }
        return new JarFolders(all);
    }

    /// Why no jar may be run at all; empty where some may.
    Optional<String> unset() {
        return folders.isEmpty()
                ? Optional.of(
                        "no jar may be run: name the folders that hold them with `jars` of the engine in levee.yaml")
                : Optional.empty();
    }

    /// The jar itself, links followed.
    ///
    /// @param directory where the command was typed; may be empty
    /// @throws IllegalArgumentException where it is no jar, or not in one of the folders
    Path find(String word, String directory) {
        unset().ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
        Path jar = directory.isEmpty() ? path(word) : path(directory).resolve(path(word));
        if (!jar.isAbsolute() || !word.endsWith(".jar")) {
            throw new IllegalArgumentException("`%s` is no jar: write its whole path, to `.jar`".formatted(word));
        }
        try {
            Path real = jar.toRealPath();
            if (!allowed(real)) {
                throw new IllegalArgumentException(
                        "`%s` is not in a folder from which jars may be run: put it into one of `jars`, %s"
                                .formatted(word, folders));
            }
            if (!Files.isRegularFile(real) || !isZip(real)) {
                throw new IllegalArgumentException("`%s` is no jar: build it again".formatted(word));
            }
            return real;
        } catch (IOException _) {
            throw new IllegalArgumentException(
                    "`%s` cannot be read on the machine of Levee: copy it there".formatted(word));
        }
    }

    private boolean allowed(Path real) throws IOException {
        for (Path folder : folders) {
            if (Files.isDirectory(folder) && real.startsWith(folder.toRealPath())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isZip(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
        }
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException _) {
            throw new IllegalArgumentException("`%s` is no path".formatted(text));
        }
    }
}
