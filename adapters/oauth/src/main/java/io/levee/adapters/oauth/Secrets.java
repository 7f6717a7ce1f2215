package io.levee.adapters.oauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// Compares secrets in constant time. What is stored is a salted hash; what is compared are hashes, so neither the
/// length nor the first difference shows.
final class Secrets {
    private Secrets() {}

    static String hash(String salt, String secret) {
        return Base64.getEncoder().encodeToString(sha256(salt + ":" + secret));
    }

    static boolean same(String one, String other) {
        return MessageDigest.isEqual(sha256(one), sha256(other));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
