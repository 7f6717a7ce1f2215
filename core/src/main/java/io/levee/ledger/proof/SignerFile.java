package io.levee.ledger.proof;

import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// The file in which a replica keeps its signing key: the private half and the public half, a line each,
/// readable by its owner only.
public final class SignerFile {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final long BYTES_MAX = 4096;

    private SignerFile() {}

    /// The key in the file, made first where there is no file. A file that others may read, that is not for
    /// this log or that is damaged is refused ([ErrorCode#CONFIGURATION_INVALID]): a key is never replaced
    /// silently.
    public static NoteSigner loadOrCreate(Path file, String name) {
        try {
            if (Files.notExists(file)) {
                create(file, NoteSigner.generate(name));
            }
            return load(file, name);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or make the signing key `%s`".formatted(file), e);
        }
    }

    private static void create(Path file, NoteSigner signer) throws IOException {
        Path draft = Files.createTempFile(
                file.toAbsolutePath().getParent(),
                "signer",
                ".draft",
                PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        String text = signer.secret() + "\n" + signer.logKey() + "\n";
        try (FileChannel out = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        try {
            Files.createLink(file, draft); // unlike a move, never replaces a key that somebody else just made
        } catch (FileAlreadyExistsException e) {
            return;
        } catch (UnsupportedOperationException e) {
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static NoteSigner load(Path file, String name) throws IOException {
        Set<PosixFilePermission> others = EnumSet.copyOf(Files.getPosixFilePermissions(file));
        others.removeAll(OWNER_ONLY);
        if (!others.isEmpty()) {
            throw refused(file, "others may read it: chmod 600 it, and treat the key as known to them");
        }
        if (Files.size(file) > BYTES_MAX) {
            throw refused(file, "it is too large for a key: restore it from a backup");
        }
        List<String> lines = Files.readAllLines(file);
        if (lines.size() != 2) {
            throw refused(file, "it has %d lines instead of 2: restore it from a backup".formatted(lines.size()));
        }
        NoteSigner signer = parse(file, lines);
        if (!signer.logKey().name().equals(name)) {
            throw refused(
                    file,
                    "it is the key of `%s`, not of `%s`"
                            .formatted(signer.logKey().name(), name));
        }
        return signer;
    }

    private static NoteSigner parse(Path file, List<String> lines) {
        try {
            return NoteSigner.parse(lines.getFirst(), lines.getLast());
        } catch (IllegalArgumentException _) {
            // the cause may quote the private half, so it goes no further
            throw refused(file, "its two lines are no key: restore it from a backup");
        }
    }

    private static LeveeException refused(Path file, String why) {
        return new LeveeException(
                ErrorCode.CONFIGURATION_INVALID, "the signing key `%s` is not usable; %s".formatted(file, why));
    }
}
