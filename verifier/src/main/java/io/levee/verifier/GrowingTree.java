package io.levee.verifier;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// The RFC 6962 tree over the lines of one log. Keeps one hash per level and allocates nothing per line. Not
/// thread-safe.
final class GrowingTree {
    private static final int HASH = 32;
    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private final MessageDigest sha256 = sha256();
    /// The hash of the perfect subtree of height h, for each bit h that is set in `size`.
    private final byte[] peaks = new byte[Long.SIZE * HASH];
    private final byte[] node = new byte[HASH];
    private long size;

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    long size() {
        return size;
    }

    void add(byte[] bytes, int from, int length) {
        leaf(bytes, from, length);
        int height = 0;
        for (long rest = size; (rest & 1) == 1; rest >>= 1) {
            join(height++);
        }
        System.arraycopy(node, 0, peaks, height * HASH, HASH);
        size++;
    }

    private void leaf(byte[] bytes, int from, int length) {
        sha256.update(LEAF);
        sha256.update(bytes, from, length);
        digest();
    }

    /// `node` becomes the parent of the peak of this height and itself.
    private void join(int height) {
        sha256.update(NODE);
        sha256.update(peaks, height * HASH, HASH);
        sha256.update(node);
        digest();
    }

    private void digest() {
        try {
            sha256.digest(node, 0, HASH);
        } catch (DigestException e) {
            throw new IllegalStateException("a hash has %d bytes".formatted(HASH), e);
        }
    }

    /// In base64.
    String root() {
        if (size == 0) {
            return Base64.getEncoder().encodeToString(sha256.digest());
        }
        int height = Long.numberOfTrailingZeros(size);
        System.arraycopy(peaks, height * HASH, node, 0, HASH);
        for (int above = height + 1; above < Long.SIZE; above++) {
            if ((size >> above & 1) == 1) {
                join(above);
            }
        }
        return Base64.getEncoder().encodeToString(node);
    }
}
