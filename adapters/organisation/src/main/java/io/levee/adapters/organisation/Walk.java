package io.levee.adapters.organisation;

import io.levee.adapters.organisation.parts.Layout;
import io.levee.organisation.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// One walk through the folder. Reads nothing outside of it, opens nothing that is no regular file, and
/// stops at its limits. Editors write while it runs: what is gone by the time it is read is as if it had
/// never been there.
final class Walk {
    private static final Set<String> VISIBLE_DOT_FOLDERS = Set.of(".github", ".gitlab");

    /// What an entry is, asked once; what it is a link to, where it is one.
    private record Kind(boolean isLink, boolean isDangling, boolean isFolder, boolean isFile) {
        static Kind of(Path entry) throws IOException {
            BasicFileAttributes own = Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!own.isSymbolicLink()) {
                return new Kind(false, false, own.isDirectory(), own.isRegularFile());
            }
            boolean dangling = !Files.exists(entry);
            return new Kind(true, dangling, Files.isDirectory(entry), dangling || Files.isRegularFile(entry));
        }
    }

    private final Path root;
    private final SortedMap<String, byte[]> files = new TreeMap<>();
    private final List<Problem> problems = new ArrayList<>();
    /// The real paths of the folders above, so that a link to one of them is noticed.
    private final Set<Path> above = new HashSet<>();
    private long bytes;
    private boolean full;

    Walk(Path root) {
        this.root = root;
    }

    Scan scan() {
        try {
            folder(root, root.toRealPath(), 0);
        } catch (NoSuchFileException _) {
            problem(".", "the folder `%s` does not exist".formatted(root), "create it, or name another one");
        } catch (NotDirectoryException _) {
            problem(".", "`%s` is no folder".formatted(root), "name the folder that holds levee.yaml");
        } catch (IOException e) {
            problem(".", "cannot be read: " + e.getMessage(), "check the permissions of the folder");
        }
        return new Scan(files, problems);
    }

    private void folder(Path folder, Path real, int depth) throws IOException {
        if (depth > Scan.DEPTH_MAX) {
            problem(relative(folder), "more than %d folders deep".formatted(Scan.DEPTH_MAX), "flatten it");
            return;
        }
        if (!above.add(real)) {
            problem(relative(folder), "this link leads to a folder that contains it", "remove the link");
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                entry(entry, real, depth);
            }
        } finally {
            above.remove(real);
        }
    }

    private void entry(Path entry, Path realParent, int depth) {
        String file = relative(entry);
        try {
            Kind kind = Kind.of(entry);
            if (!full && kind.isFolder()) {
                Optional<Path> real =
                        isHidden(entry, file) ? Optional.empty() : realInside(entry, kind, realParent, file);
                if (real.isPresent()) {
                    folder(entry, real.get(), depth + 1);
                }
            } else if (!full && Layout.belongs(file)) {
                if (realInside(entry, kind, realParent, file).isPresent()) {
                    read(entry, kind, file);
                }
            } else if (!full && !Layout.ignores(file)) {
                problems.add(Layout.unread(file));
            }
        } catch (NoSuchFileException _) {
            // deleted since it was listed
        } catch (IOException e) {
            problem(file, "cannot be read: " + e.getMessage(), "check its permissions");
        }
    }

    private void read(Path entry, Kind kind, String file) throws IOException {
        if (!kind.isFile()) {
            problem(file, "this is no regular file", "replace it by a file, or remove it");
            return;
        }
        int max = Scan.bytesMax(file);
        byte[] content;
        try (InputStream in = Files.newInputStream(entry)) {
            content = in.readNBytes(max + 1);
        }
        if (content.length > max) {
            problem(file, "larger than %d KiB".formatted(max >> 10), "split it");
            return;
        }
        bytes += content.length;
        if (bytes > Scan.ALL_BYTES_MAX || files.size() >= Scan.FILES_MAX) {
            full = true;
            problem(
                    ".",
                    "more than %d files or %d MiB".formatted(Scan.FILES_MAX, Scan.ALL_BYTES_MAX >> 20),
                    "move what is not the organisation out of the folder");
            return;
        }
        files.put(file, content);
    }

    private static boolean isHidden(Path entry, String file) {
        return String.valueOf(entry.getFileName()).startsWith(".") && !VISIBLE_DOT_FOLDERS.contains(file);
    }

    /// Where the entry really is; empty, with a problem, where that is outside of the folder or nowhere.
    private Optional<Path> realInside(Path entry, Kind kind, Path realParent, String file) throws IOException {
        if (!kind.isLink()) {
            return Optional.of(realParent.resolve(entry.getFileName()));
        }
        if (kind.isDangling()) {
            problem(file, "this link leads nowhere", "correct or remove it");
            return Optional.empty();
        }
        Path real = entry.toRealPath();
        if (!real.startsWith(root.toRealPath())) {
            problem(file, "this link leads out of the folder", "copy what it names into the folder");
            return Optional.empty();
        }
        return Optional.of(real);
    }

    private String relative(Path path) {
        String relative = root.relativize(path).toString().replace('\\', '/');
        return relative.isEmpty() ? "." : relative;
    }

    private void problem(String file, String what, String fix) {
        problems.add(Problem.error(file, 0, what, fix));
    }
}
