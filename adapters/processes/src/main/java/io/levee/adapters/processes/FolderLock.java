package io.levee.adapters.processes;

import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Says that a living process owns a folder of trees: a lock on the file beside it, which the kernel lets go when
/// the process dies, and only then. A process that is paused keeps it. Not inherited by what Levee starts.
///
/// Within one process it may be held several times. Guarded by the class: the kernel lets go of a lock as soon as any
/// handle on its file is closed, so there is never a second one.
final class FolderLock {
    private static final Map<Path, FolderLock> HELD = new HashMap<>();

    private final Path folder;
    private final FileChannel file;
    private int holders = 1;

    private FolderLock(Path folder, FileChannel file) {
        this.folder = folder;
        this.file = file;
    }

    /// @param folder a real path
    /// @throws LeveeException `DATA_FOLDER_IN_USE` where another process owns it
    static FolderLock hold(Path folder) {
        synchronized (HELD) {
            FolderLock held = HELD.get(folder);
            if (held != null) {
                held.holders++;
                return held;
            }
            return lock(folder)
                    .orElseThrow(() -> new LeveeException(
                            ErrorCode.DATA_FOLDER_IN_USE,
                            "`%s` belongs to a Levee that lives: stop it, or take another folder".formatted(folder)));
        }
    }

    /// Empty where anybody owns it, also in this process.
    static Optional<FolderLock> holdOfTheDead(Path folder) {
        synchronized (HELD) {
            return HELD.containsKey(folder) ? Optional.empty() : lock(folder);
        }
    }

    void release() {
        synchronized (HELD) {
            holders--;
            if (holders == 0) {
                HELD.remove(folder);
                try {
                    file.close();
                } catch (IOException e) {
                    return; // closed all the same
                }
            }
        }
    }

    private static Optional<FolderLock> lock(Path folder) {
        Path beside = folder.resolveSibling(folder.getFileName() + ".lock");
        try {
            FileChannel file = FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (file.tryLock() == null) {
                file.close();
                return Optional.empty();
            }
            FolderLock lock = new FolderLock(folder, file);
            HELD.put(folder, lock);
            return Optional.of(lock);
        } catch (IOException e) {
            throw Records.unusable("the lock `%s`".formatted(beside), e);
        }
    }
}
