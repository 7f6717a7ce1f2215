package io.levee.adapters.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// ONNX Runtime unpacks its native libraries into a folder of its own for each process, and
/// leaves that folder behind. Once they are loaded nobody needs the files.
final class UnpackedLibraries {
    private static final System.Logger LOG = System.getLogger(UnpackedLibraries.class.getName());
    /// Of Linux: what is loaded, by the file that it came from. Elsewhere nothing is deleted.
    private static final Path LOADED = Path.of("/proc/self/maps");

    private static final String FOLDER = "/onnxruntime-java";

    private UnpackedLibraries() {}

    static void delete() {
        if (!Files.isReadable(LOADED)) {
            return;
        }
        try (Stream<String> maps = Files.lines(LOADED)) {
            Set<Path> files = maps.filter(line -> line.contains(FOLDER))
                    .map(line -> Path.of(line.substring(line.indexOf('/'))))
                    .collect(Collectors.toCollection(TreeSet::new));
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            for (Path folder : files.stream().map(Path::getParent).collect(Collectors.toSet())) {
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "unpacked libraries stay where they are", e);
        }
    }
}
