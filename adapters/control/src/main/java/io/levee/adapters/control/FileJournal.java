package io.levee.adapters.control;

import io.levee.facts.StopId;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.ledger.proof.SignedNote;
import io.levee.rooms.stop.signed.OrderJournal;
import io.levee.rooms.stop.signed.SignedOrder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One file for each order in a folder of one replica, forced to the disk. What cannot be read there is left alone and
/// said in the log: somebody must look.
public final class FileJournal implements OrderJournal {
    static final int ORDERS_MAX = 10_000;
    private static final String ENDING = ".order";
    private static final System.Logger LOG = System.getLogger(FileJournal.class.getName());

    private final Path folder;
    /// Guarded by itself, as is the folder.
    private final Map<StopId, String> notes = new LinkedHashMap<>();

    private FileJournal(Path folder) {
        this.folder = folder;
    }

    /// Makes the folder where there is none.
    public static FileJournal open(Path folder) {
        FileJournal journal = new FileJournal(folder);
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            journal.read();
        } catch (IOException e) {
            throw new LeveeException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "cannot keep orders in `%s`: who owns the folder?".formatted(folder),
                    e);
        }
        return journal;
    }

    @Override
    public void keep(StopId stop, String note) {
        synchronized (notes) {
            if (notes.containsKey(stop)) {
                return;
            }
            if (notes.size() >= ORDERS_MAX) {
                throw new LeveeException(
                        ErrorCode.TOO_MANY_REQUESTS,
                        "`%s` holds %d orders that the ledger does not have: is the database away?"
                                .formatted(folder, notes.size()));
            }
            try {
                write(stop, note);
            } catch (IOException e) {
                throw new LeveeException(
                        ErrorCode.CONFIGURATION_INVALID,
                        "cannot keep an order in `%s`: is the disk full?".formatted(folder),
                        e);
            }
            notes.put(stop, note);
        }
    }

    @Override
    public List<String> kept() {
        synchronized (notes) {
            return List.copyOf(notes.values());
        }
    }

    @Override
    public void told(StopId stop) {
        synchronized (notes) {
            if (notes.remove(stop) != null) {
                try {
                    Files.deleteIfExists(file(stop));
                } catch (IOException e) { // it is told once more after the next start, which changes nothing
                    LOG.log(System.Logger.Level.WARNING, "{0} stays in the journal: {1}", stop, e.getMessage());
                }
            }
        }
    }

    private void read() throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, "*" + ENDING)) {
            all.forEach(files::add);
        }
        files.sort(Comparator.comparingLong(FileJournal::written));
        for (Path file : files) {
            try {
                String note = Files.readString(file);
                notes.put(SignedOrder.parse(SignedNote.parse(note).text()).stop(), note);
            } catch (IOException | IllegalArgumentException e) {
                LOG.log(System.Logger.Level.ERROR, "`{0}` is no order, and is left there: look at it", file);
            }
        }
    }

    private static long written(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }

    private void write(StopId stop, String note) throws IOException {
        Path half = folder.resolve(stop + ".part");
        Files.deleteIfExists(half);
        try (FileChannel out = FileChannel.open(
                half,
                EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer bytes = ByteBuffer.wrap(note.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(half, file(stop), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true); // the name, too
        }
    }

    private Path file(StopId stop) {
        return folder.resolve(stop + ENDING);
    }
}
