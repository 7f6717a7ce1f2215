package io.levee.ledger.proof;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;

/// The SHA-256 of a leaf, a node or a whole tree. Immutable.
public final class Hash {
    public static final int BYTES = 32;
    /// The root of a tree without leaves: the hash of nothing.
    public static final Hash EMPTY_TREE = new Hash(Sha256.of());

    // RFC 6962 section 2.1: the prefixes keep a node from ever being taken for a leaf
    private static final byte[] LEAF = {0};
    private static final byte[] NODE = {1};

    private final byte[] bytes;

    private Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Hash ofLeaf(byte[] entry) {
        return new Hash(Sha256.of(LEAF, entry));
    }

    public static Hash ofNode(Hash left, Hash right) {
        return new Hash(Sha256.of(NODE, left.bytes, right.bytes));
    }

    public static Hash of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a hash has %d bytes, not %d".formatted(BYTES, bytes.length));
        }
        return new Hash(bytes.clone());
    }

    static Hash of(byte[] bytes, int from) {
        return new Hash(Arrays.copyOfRange(bytes, from, from + BYTES));
    }

    /// Reads what [#toString] writes; throws [IllegalArgumentException] for anything else.
    public static Hash parse(String base64) {
        return of(Base64Text.decode(base64));
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash hash && MessageDigest.isEqual(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /// In base64, as checkpoints and proofs write it.
    @Override
    public String toString() {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
