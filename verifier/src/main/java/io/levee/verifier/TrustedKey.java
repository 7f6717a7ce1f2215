package io.levee.verifier;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/// A public key that the person who verifies trusts, in the form that C2SP calls a vkey: of a log (kind 1),
/// or of a witness that cosigns checkpoints (kind 4).
public final class TrustedKey {
    private static final int LOG = 1;
    private static final int WITNESS = 4;
    private static final int KEY_BYTES = 32;
    private static final int SIGNATURE_BYTES = 64;
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    private final String name;
    private final String keyId;
    private final int kind;
    private final PublicKey key;

    private TrustedKey(String name, String keyId, int kind, PublicKey key) {
        this.name = name;
        this.keyId = keyId;
        this.kind = kind;
        this.key = key;
    }

    /// Reads `name+key id+base64`; throws [IllegalArgumentException] where it is no key, or of a kind that is
    /// not known.
    public static TrustedKey parse(String vkey) {
        String[] parts = vkey.split("\\+", 3);
        if (parts.length != 3 || parts[0].isEmpty() || parts[0].contains(" ")) {
            throw new IllegalArgumentException("`%s` is no key: it is written `name+key id+base64`".formatted(vkey));
        }
        byte[] bytes = Base64Text.decode(parts[2]);
        if (bytes.length != 1 + KEY_BYTES || (bytes[0] != LOG && bytes[0] != WITNESS)) {
            throw new IllegalArgumentException("`%s` is no Ed25519 key of a log or a witness".formatted(vkey));
        }
        byte[] framed = ByteBuffer.allocate(X509.length + KEY_BYTES)
                .put(X509)
                .put(bytes, 1, KEY_BYTES)
                .array();
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update((parts[0] + "\n").getBytes(StandardCharsets.UTF_8));
            String id = HexFormat.of().formatHex(sha256.digest(bytes), 0, 4);
            if (!id.equals(parts[1])) {
                throw new IllegalArgumentException("the key id of `%s` should be `%s`: mistyped?".formatted(vkey, id));
            }
            PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(framed));
            return new TrustedKey(parts[0], id, bytes[0], key);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("`%s` is no Ed25519 key".formatted(vkey), e);
        }
    }

    public String name() {
        return name;
    }

    boolean isOfLog() {
        return kind == LOG;
    }

    boolean made(Note.Signature signature) {
        return signature.name().equals(name) && signature.keyId().equals(keyId);
    }

    boolean verifies(Note note, Note.Signature signature) {
        byte[] bytes = signature.signature();
        if (kind == LOG) {
            return ed25519(note.text(), bytes);
        }
        if (bytes.length != Long.BYTES + SIGNATURE_BYTES) {
            return false;
        }
        long time = ByteBuffer.wrap(bytes).getLong();
        String message = "cosignature/v1\ntime " + time + "\n" + note.text();
        return time >= 0 && ed25519(message, Arrays.copyOfRange(bytes, Long.BYTES, bytes.length));
    }

    private boolean ed25519(String message, byte[] signed) {
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(message.getBytes(StandardCharsets.UTF_8));
            return signed.length == SIGNATURE_BYTES && verifier.verify(signed);
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    @Override
    public String toString() {
        return name + "+" + keyId;
    }
}
