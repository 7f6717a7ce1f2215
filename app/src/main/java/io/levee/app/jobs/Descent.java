package io.levee.app.jobs;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The way down from a folder that is Levee's into what a job made there. Each step is taken from the folder that was
/// opened before it.
///
/// INVARIANT: no link is passed, even where another job that may write there puts one in the way meanwhile; else Levee
/// would read or delete for that job what only Levee may.
///
/// @param base the last folder that no job can replace
record Descent(Path base) {
    private static final int DEPTH_MAX = 1_000;

    /// A plain file, to be read. Not one that is a link, a device or a pipe.
    ///
    /// @param file below the base
    SeekableByteChannel open(Path file) throws IOException {
        SecureDirectoryStream<Path> at =
                folder(file.getNameCount() > 1 ? file.subpath(0, file.getNameCount() - 1) : null);
        try (at) {
            Path name = file.getFileName();
            if (!view(at, name).readAttributes().isRegularFile()) {
                throw new FileSystemException(file.toString(), null, "it is no plain file any more");
            }
            return at.newByteChannel(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        }
    }

    /// With all that is in it; nothing where there is none.
    ///
    /// @param name a file, a link or a folder in the base
    void delete(Path name) throws IOException {
        try (SecureDirectoryStream<Path> at = opened()) {
            delete(at, name, 0);
        } catch (NoSuchFileException _) {
            // somebody was faster, or it never was
        }
    }

    private static void delete(SecureDirectoryStream<Path> at, Path name, int depth) throws IOException {
        if (depth > DEPTH_MAX) {
            throw new FileSystemException(
                    name.toString(), null, "more than %d folders in one another".formatted(DEPTH_MAX));
        }
        if (!view(at, name).readAttributes().isDirectory()) {
            at.deleteFile(name);
            return;
        }
        try (SecureDirectoryStream<Path> below = at.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
            List<Path> names = new ArrayList<>();
            below.forEach(each -> names.add(each.getFileName()));
            for (Path each : names) {
                try {
                    delete(below, each, depth + 1);
                } catch (NoSuchFileException _) {
                    // somebody was faster
                }
            }
        }
        at.deleteDirectory(name);
    }

    private SecureDirectoryStream<Path> folder(@Nullable Path below) throws IOException {
        SecureDirectoryStream<Path> at = opened();
        if (below == null) {
            return at;
        }
        for (Path step : below) {
            try (SecureDirectoryStream<Path> before = at) {
                at = before.newDirectoryStream(step, LinkOption.NOFOLLOW_LINKS);
            }
        }
        return at;
    }

    private static BasicFileAttributeView view(SecureDirectoryStream<Path> at, Path name) {
        return at.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }

    /// As Linux has them; whoever asked closes it.
    @SuppressWarnings("StreamResourceLeak")
    private SecureDirectoryStream<Path> opened() throws IOException {
        DirectoryStream<Path> stream = Files.newDirectoryStream(base);
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return secure;
        }
        stream.close();
        throw new IOException("this system opens no file from a folder that is open");
    }
}
