package io.levee.adapters.oauth;

import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// The one key that is never in the database: it seals the private parts of the signing keys (AES-256-GCM), so that a
/// copy of the database signs nothing. All replicas read the same file.
public final class MasterKey {
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int FILE_BYTES_MAX = 256;

    private final SecretKey key;
    private final SecureRandom random;
    private final Path file;

    private MasterKey(byte[] key, SecureRandom random, Path file) {
        this.key = new SecretKeySpec(key, "AES");
        this.random = random;
        this.file = file;
    }

    /// For a file that somebody put there, as `LEVEE_MASTER_KEY_FILE` says.
    public static MasterKey open(Path file, SecureRandom random) {
        try {
            PrivateFiles.checkPrivate(file);
            if (Files.size(file) > FILE_BYTES_MAX) {
                throw notAKey(file, null);
            }
            byte[] key = Base64.getDecoder()
                    .decode(Files.readString(file, StandardCharsets.US_ASCII).strip());
            if (key.length != KEY_BYTES) {
                throw notAKey(file, null);
            }
            return new MasterKey(key, random, file);
        } catch (IllegalArgumentException e) {
            throw notAKey(file, e);
        } catch (IOException e) {
            throw new LeveeException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "the master key file `%s` cannot be read: check the path and its rights".formatted(file),
                    e);
        }
    }

    /// For the data folder: makes the file on the first start, readable by its owner only.
    public static MasterKey openOrCreate(Path file, SecureRandom random) {
        if (!Files.exists(file)) {
            byte[] key = new byte[KEY_BYTES];
            random.nextBytes(key);
            try {
                PrivateFiles.create(file, Base64.getEncoder().encodeToString(key) + "\n");
            } catch (FileAlreadyExistsException _) {
                // another process was faster: its key is the key
            } catch (IOException e) {
                throw new LeveeException(
                        ErrorCode.CONFIGURATION_INVALID,
                        "the master key file `%s` cannot be written: check the rights of its folder".formatted(file),
                        e);
            }
        }
        return open(file, random);
    }

    /// @param name bound to the result: sealed as one key, it does not open as another
    String seal(String name, String plain) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, name, plain.getBytes(StandardCharsets.UTF_8));
        byte[] both = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
        System.arraycopy(sealed, 0, both, NONCE_BYTES, sealed.length);
        return Base64.getEncoder().encodeToString(both);
    }

    String unseal(String name, String sealed) {
        try {
            byte[] both = Base64.getDecoder().decode(sealed);
            byte[] nonce = Arrays.copyOf(both, NONCE_BYTES);
            byte[] rest = Arrays.copyOfRange(both, NONCE_BYTES, both.length);
            return new String(cipher(Cipher.DECRYPT_MODE, nonce, name, rest), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw doesNotOpen(name, e);
        }
    }

    private byte[] cipher(int mode, byte[] nonce, String name, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw doesNotOpen(name, e);
        }
    }

    private LeveeException doesNotOpen(String name, Exception cause) {
        return new LeveeException(
                ErrorCode.CONFIGURATION_INVALID,
                "the master key of `%s` does not open the signing key `%s`: use the file with which this database was started first"
                        .formatted(file, name),
                cause);
    }

    private static LeveeException notAKey(Path file, @Nullable Exception cause) {
        String message =
                "the master key file `%s` does not hold 32 bytes of base64: make one with `openssl rand -base64 32`"
                        .formatted(file);
        return cause == null
                ? new LeveeException(ErrorCode.CONFIGURATION_INVALID, message)
                : new LeveeException(ErrorCode.CONFIGURATION_INVALID, message, cause);
    }
}
