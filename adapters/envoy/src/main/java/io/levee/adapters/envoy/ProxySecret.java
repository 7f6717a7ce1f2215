package io.levee.adapters.envoy;

import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the proxies that may ask have in common with Levee: whoever knows it is believed about what a
/// client sent. Only its digest is kept.
public final class ProxySecret {
    /// In the metadata of a check, or the header of one over HTTP.
    public static final String HEADER = "x-levee-proxy-secret";

    static final int LENGTH_MIN = 32;
    static final int LENGTH_MAX = 512;

    private final byte[] digest;

    private ProxySecret(byte[] digest) {
        this.digest = digest;
    }

    static ProxySecret of(String secret) {
        if (secret.length() < LENGTH_MIN || secret.length() > LENGTH_MAX) {
            throw new IllegalArgumentException(
                    "a proxy secret has %d to %d characters".formatted(LENGTH_MIN, LENGTH_MAX));
        }
        return new ProxySecret(digest(secret));
    }

    /// Throws `CONFIGURATION_INVALID` where the file cannot be read, others can read it, or it holds no
    /// secret.
    public static ProxySecret read(Path file) {
        try {
            Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
            if (!Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE)
                    .containsAll(rights)) {
                throw new LeveeException(
                        ErrorCode.CONFIGURATION_INVALID,
                        "the proxy secret `%s` can be read by others: `chmod 600` it and replace what it holds"
                                .formatted(file));
            }
            if (Files.size(file) > LENGTH_MAX + 2) {
                throw noSecret(file);
            }
            return of(Files.readString(file, StandardCharsets.US_ASCII).strip());
        } catch (IOException e) {
            throw new LeveeException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "the proxy secret `%s` cannot be read: check the path and its rights".formatted(file),
                    e);
        } catch (IllegalArgumentException e) {
            throw noSecret(file);
        }
    }

    /// Takes as long for every wrong one.
    boolean matches(@Nullable String sent) {
        return sent != null && sent.length() <= LENGTH_MAX && MessageDigest.isEqual(digest, digest(sent));
    }

    private static LeveeException noSecret(Path file) {
        return new LeveeException(
                ErrorCode.CONFIGURATION_INVALID,
                "the file `%s` holds no proxy secret of %d to %d characters: make one with `openssl rand -hex 32`"
                        .formatted(file, LENGTH_MIN, LENGTH_MAX));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
