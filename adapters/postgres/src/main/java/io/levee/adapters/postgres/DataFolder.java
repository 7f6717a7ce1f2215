package io.levee.adapters.postgres;

import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/// The folder that holds everything one Levee process keeps on disk, and the proof that no other process uses
/// it. The lock is the kernel's, so it ends with the process however that dies.
public final class DataFolder implements AutoCloseable {
    private static final String LOCK = "lock";

    private final Path path;
    private final FileChannel channel;

    private DataFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /// Creates the folder where it is missing, closes it to other users, and locks it; fails with
    /// `DATA_FOLDER_IN_USE` where another process holds it.
    public static DataFolder lock(Path folder) {
        try {
            Path path = createPrivate(folder);
            FileChannel channel = FileChannel.open(
                    path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                String holder = holder(channel);
                channel.close();
                throw new LeveeException(
                        ErrorCode.DATA_FOLDER_IN_USE,
                        "data folder `%s` is in use by %s: stop that one, or give this one a folder of its own"
                                .formatted(path, holder));
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            return new DataFolder(path, channel);
        } catch (IOException e) {
            throw new LeveeException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "data folder `%s` cannot be used: %s; choose one that this user may write"
                            .formatted(folder, e.getMessage()),
                    e);
        }
    }

    public Path path() {
        return path;
    }

    /// Lets the next process in.
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new LeveeException(ErrorCode.INTERNAL, "could not let go of `%s`".formatted(path), e);
        }
    }

    private static Path createPrivate(Path folder) throws IOException {
        var onlyMine = PosixFilePermissions.fromString("rwx------");
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(onlyMine));
        Path real = folder.toRealPath();
        Files.setPosixFilePermissions(real, onlyMine);
        return real;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // this very process holds it already
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(20);
        channel.read(text, 0);
        String pid = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII);
        return pid.matches("\\d+") ? "process " + pid : "another process";
    }
}
