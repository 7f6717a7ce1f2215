package io.levee.ledger.proof;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/// Ed25519 with raw 32-byte keys, which notes use and the JDK only takes inside their ASN.1 frames (RFC
/// 8410).
final class Ed25519 {
    static final int KEY_BYTES = 32;
    static final int SIGNATURE_BYTES = 64;
    private static final String NAME = "Ed25519";
    private static final byte[] PUBLIC_FRAME = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final byte[] PRIVATE_FRAME = HexFormat.of().parseHex("302e020100300506032b657004220420");

    private Ed25519() {}

    static byte[] raw(PublicKey key) {
        byte[] framed = key.getEncoded();
        return Arrays.copyOfRange(framed, PUBLIC_FRAME.length, framed.length);
    }

    static byte[] raw(PrivateKey key) {
        byte[] framed = key.getEncoded();
        return Arrays.copyOfRange(framed, PRIVATE_FRAME.length, PRIVATE_FRAME.length + KEY_BYTES);
    }

    static PublicKey publicKey(byte[] raw) {
        try {
            return KeyFactory.getInstance(NAME).generatePublic(new X509EncodedKeySpec(framed(PUBLIC_FRAME, raw)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not an Ed25519 public key", e);
        }
    }

    static PrivateKey privateKey(byte[] raw) {
        try {
            return KeyFactory.getInstance(NAME).generatePrivate(new PKCS8EncodedKeySpec(framed(PRIVATE_FRAME, raw)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not an Ed25519 private key", e);
        }
    }

    private static byte[] framed(byte[] frame, byte[] raw) {
        if (raw.length != KEY_BYTES) {
            throw new IllegalArgumentException("an Ed25519 key has %d bytes, not %d".formatted(KEY_BYTES, raw.length));
        }
        byte[] framed = Arrays.copyOf(frame, frame.length + raw.length);
        System.arraycopy(raw, 0, framed, frame.length, raw.length);
        return framed;
    }

    static byte[] sign(PrivateKey key, byte[] message) {
        try {
            Signature signature = Signature.getInstance(NAME);
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the signing key cannot sign", e);
        }
    }

    /// False for anything that is no signature of the message.
    static boolean verify(PublicKey key, byte[] message, byte[] signed) {
        try {
            Signature signature = Signature.getInstance(NAME);
            signature.initVerify(key);
            signature.update(message);
            return signed.length == SIGNATURE_BYTES && signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
