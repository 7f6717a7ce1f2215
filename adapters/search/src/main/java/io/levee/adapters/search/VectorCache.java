package io.levee.adapters.search;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Vectors by the digest of their text, kept in one file of a folder: a text is embedded once,
/// also when its page moves.
///
/// The file is replaced as a whole, so that processes that share the folder see one of its
/// versions; who writes first reads what others wrote meanwhile. A file that is not whole is
/// thrown away. It is a cache and no evidence: whoever can write the folder can spoil what is
/// found, so it must be Levee's alone.
final class VectorCache {
    /// Vectors of one file; those that nobody asked for go first.
    static final int ENTRIES_MAX = 60_000;
    /// Texts between two writes: what a process that is killed loses.
    private static final int WRITE_EVERY = 1_000;

    private static final byte[] MAGIC = "levee vectors 1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int DIGEST = 32;
    private static final System.Logger LOG = System.getLogger(VectorCache.class.getName());

    private final Embedder embedder;
    private final Optional<Path> folder;

    /// @param folder empty to keep nothing
    VectorCache(Embedder embedder, Optional<Path> folder) {
        this.embedder = embedder;
        this.folder = folder;
    }

    /// The vector of each text, in order.
    List<byte[]> of(List<String> texts) {
        Map<ByteBuffer, byte[]> known = folder.map(it -> read(file(it))).orElseGet(HashMap::new);
        Map<ByteBuffer, byte[]> used = new HashMap<>();
        List<byte[]> vectors = new ArrayList<>();
        int made = 0;
        for (String text : texts) {
            ByteBuffer key = ByteBuffer.wrap(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
            byte[] vector = used.getOrDefault(key, known.get(key));
            if (vector == null) {
                vector = embedder.embed(text);
                made++;
            }
            used.put(key, vector);
            vectors.add(vector);
            if (made == WRITE_EVERY) {
                folder.ifPresent(it -> write(it, used));
                made = 0;
            }
        }
        if (made > 0) {
            folder.ifPresent(it -> write(it, used));
        }
        return vectors;
    }

    private Path file(Path folder) {
        return folder.resolve(embedder.name() + ".vectors");
    }

    /// What the file has; nothing where it is missing or not whole.
    private Map<ByteBuffer, byte[]> read(Path file) {
        Map<ByteBuffer, byte[]> read = new HashMap<>();
        try {
            if (!Files.isRegularFile(file)) {
                return read;
            }
            int entry = DIGEST + embedder.dimensions();
            long most = MAGIC.length + (long) ENTRIES_MAX * entry + DIGEST;
            byte[] bytes = Files.size(file) <= most ? Files.readAllBytes(file) : new byte[0];
            int end = bytes.length - DIGEST;
            if (!isWhole(bytes, entry)) {
                LOG.log(System.Logger.Level.WARNING, "`{0}` is damaged: its vectors are made again", file);
                return read;
            }
            for (int at = MAGIC.length; at < end; at += entry) {
                read.put(
                        ByteBuffer.wrap(Arrays.copyOfRange(bytes, at, at + DIGEST)),
                        Arrays.copyOfRange(bytes, at + DIGEST, at + entry));
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "`{0}` was not read: its vectors are made again: {1}", file, e);
        }
        return read;
    }

    private static boolean isWhole(byte[] bytes, int entry) {
        int end = bytes.length - DIGEST;
        if (end < MAGIC.length || (end - MAGIC.length) % entry != 0) {
            return false;
        }
        MessageDigest digest = sha256();
        digest.update(bytes, 0, end);
        return Arrays.equals(MAGIC, Arrays.copyOf(bytes, MAGIC.length))
                && Arrays.equals(digest.digest(), Arrays.copyOfRange(bytes, end, bytes.length));
    }

    private void write(Path folder, Map<ByteBuffer, byte[]> used) {
        try {
            Files.createDirectories(folder);
            Path file = file(folder);
            Map<ByteBuffer, byte[]> all = new HashMap<>(used);
            for (Map.Entry<ByteBuffer, byte[]> other : read(file).entrySet()) {
                if (all.size() < ENTRIES_MAX) {
                    all.putIfAbsent(other.getKey(), other.getValue());
                }
            }
            Path whole = Files.createTempFile(folder, embedder.name(), ".tmp");
            try {
                Files.write(whole, bytes(all));
                Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(whole);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "vectors were not kept in `{0}`: {1}", folder, e);
        }
    }

    private byte[] bytes(Map<ByteBuffer, byte[]> all) {
        int entry = DIGEST + embedder.dimensions();
        int entries = Math.min(all.size(), ENTRIES_MAX);
        ByteBuffer bytes =
                ByteBuffer.allocate(MAGIC.length + entries * entry + DIGEST).put(MAGIC);
        all.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .limit(entries)
                .forEach(it -> bytes.put(it.getKey().array()).put(it.getValue()));
        MessageDigest digest = sha256();
        digest.update(bytes.array(), 0, bytes.position());
        return bytes.put(digest.digest()).array();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
