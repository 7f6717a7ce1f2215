package io.levee.ledger.proof;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-256 over parts.
final class Sha256 {
    /// Is never given a byte. Asking the providers for a fresh one takes as long as the digest of a short entry.
    private static final MessageDigest EMPTY = empty();

    private Sha256() {}

    static byte[] of(byte[]... parts) {
        try {
            MessageDigest digest = (MessageDigest) EMPTY.clone();
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's own SHA-256 can be cloned", e);
        }
    }

    private static MessageDigest empty() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
