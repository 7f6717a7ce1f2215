package io.levee.adapters.organisation;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/// Names, sizes and times of everything in the folder: cheap to take, and different after nearly every
/// change. It backs up the file system's own events, which some file systems lack and all may drop.
///
/// @param folders those whose events are worth having
record Stamp(long value, List<Path> folders) {
    static Stamp of(Path root) {
        Visitor visitor = new Visitor(root);
        try {
            Files.walkFileTree(root, visitor);
        } catch (IOException _) {
            // the folder is not there, or goes away right now: the next stamp will differ from this one
            return new Stamp(visitor.value, List.copyOf(visitor.folders));
        }
        return new Stamp(visitor.value, List.copyOf(visitor.folders));
    }

    boolean sameAs(Stamp other) {
        return value == other.value;
    }

    private static final class Visitor extends SimpleFileVisitor<Path> {
        private static final long PRIME = 1_099_511_628_211L;
        private final Path root;
        private final List<Path> folders = new ArrayList<>();
        private long value;

        Visitor(Path root) {
            this.root = root;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            boolean deep = root.relativize(folder).getNameCount() > Scan.DEPTH_MAX;
            if (deep || folders.size() >= Scan.FILES_MAX || isGit(folder)) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            folders.add(folder);
            add(folder.toString().hashCode());
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            long one = file.toString().hashCode();
            one = one * PRIME + attributes.size();
            one = one * PRIME + attributes.lastModifiedTime().toMillis();
            one = one * PRIME
                    + (attributes.fileKey() == null ? 0 : attributes.fileKey().hashCode());
            add(one);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
        }

        /// A sum, so that the order in which the file system lists entries does not matter.
        private void add(long one) {
            long mixed = one * PRIME;
            value += mixed ^ (mixed >>> 32);
        }

        private static boolean isGit(Path folder) {
            return folder.endsWith(".git");
        }
    }
}
