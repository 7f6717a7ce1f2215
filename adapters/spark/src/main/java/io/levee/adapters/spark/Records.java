package io.levee.adapters.spark;

import io.levee.facts.WorkloadId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which driver is which attempt: nobody but the master names drivers, and it tells nobody what they were sent for. One
/// file each, in a folder that all replicas share and nobody else writes. Thread-safe.
record Records(Path folder) {
    private static final Pattern DRIVER = Pattern.compile("driver-[A-Za-z0-9-]{1,120}");
    private static final int BYTES_MAX = 1_024;

    /// @param driver empty where one may have been asked for, and the answer was not written down
    /// @param since  when that was
    record Entry(Optional<String> driver, Instant since) {}

    /// That a driver is about to be asked for; false where that was said before.
    boolean intend(WorkloadId run) {
        try {
            Files.writeString(file(run), "", StandardOpenOption.CREATE_NEW);
            return true;
        } catch (FileAlreadyExistsException _) {
            return false;
        } catch (IOException e) {
            throw cannot(run, e);
        }
    }

    /// @throws IllegalStateException where that is no driver
    void begun(WorkloadId run, String driver) {
        if (!DRIVER.matcher(driver).matches()) {
            throw new IllegalStateException("the master named a driver by what is no id of one");
        }
        Path next = folder.resolve(run.value() + ".next");
        try {
            Files.writeString(next, driver);
            Files.move(next, file(run), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw cannot(run, e);
        }
    }

    Optional<Entry> of(WorkloadId run) {
        Path file = file(run);
        try {
            if (Files.size(file) > BYTES_MAX) {
                throw new IllegalStateException("`%s` is no record of Levee: take it away".formatted(file));
            }
            String driver = Files.readString(file).strip();
            return Optional.of(new Entry(
                    Optional.of(driver).filter(it -> DRIVER.matcher(it).matches()),
                    Files.getLastModifiedTime(file).toInstant()));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw cannot(run, e);
        }
    }

    void forget(WorkloadId run) {
        try {
            Files.deleteIfExists(file(run));
        } catch (IOException e) {
            throw cannot(run, e);
        }
    }

    Path file(WorkloadId run) {
        return folder.resolve(run.value());
    }

    private UncheckedIOException cannot(WorkloadId run, IOException e) {
        return new UncheckedIOException(
                "`%s` cannot be read or written: check `records` of the engine".formatted(file(run)), e);
    }
}
