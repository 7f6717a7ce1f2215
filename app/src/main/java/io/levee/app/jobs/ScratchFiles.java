package io.levee.app.jobs;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// What is in the scratch folder of an attempt, while it may still change.
///
/// @param largest its largest files, largest first
/// @param crashes what the JVM wrote when it crashed
record ScratchFiles(long files, long bytes, List<Sized> largest, List<Path> crashes) {
    private static final int LOOKED_AT_MAX = 200_000;
    private static final int LARGEST = 3;

    /// @param name relative to the folder
    record Sized(String name, long bytes) {}

    /// Follows no link; what vanishes meanwhile is left out.
    static ScratchFiles in(Path folder) throws IOException {
        Counting counting = new Counting(folder);
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.walkFileTree(folder, counting);
        }
        return counting.counted();
    }

    private static final class Counting extends SimpleFileVisitor<Path> {
        private final Path folder;
        private final PriorityQueue<Sized> largest = new PriorityQueue<>(Comparator.comparingLong(Sized::bytes));
        private final List<Path> crashes = new ArrayList<>();
        private long files;
        private long bytes;

        Counting(Path folder) {
            this.folder = folder;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files++;
            if (attributes.isRegularFile()) {
                bytes += attributes.size();
                largest.add(new Sized(LogTail.shown(folder.relativize(file).toString()), attributes.size()));
                if (largest.size() > LARGEST) {
                    largest.poll();
                }
                if (crashes.isEmpty() && file.getFileName().toString().matches("hs_err_pid[0-9]{1,10}\\.log")) {
                    crashes.add(file);
                }
            }
            return files >= LOOKED_AT_MAX ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE;
        }

        ScratchFiles counted() {
            List<Sized> sorted = largest.stream()
                    .sorted(Comparator.comparingLong(Sized::bytes).reversed())
                    .toList();
            return new ScratchFiles(files, bytes, sorted, List.copyOf(crashes));
        }
    }
}
