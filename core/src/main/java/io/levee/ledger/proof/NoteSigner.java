package io.levee.ledger.proof;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/// The key of one replica: signs the checkpoints of its own log, and cosigns those of the logs that it watches. One
/// key serves both because the two kinds of message can never be taken for each other: the second line of what is
/// cosigned begins with `time`, which is no size of a log. Immutable, thread-safe; never shows its private key but
/// to [SignerFile].
public final class NoteSigner {
    private static final String SECRET = "PRIVATE+KEY";

    private final VerifierKey logKey;
    private final VerifierKey witnessKey;
    private final PrivateKey privateKey;

    private NoteSigner(String name, PublicKey publicKey, PrivateKey privateKey) {
        this.logKey = new VerifierKey(name, VerifierKey.Kind.LOG, publicKey);
        this.witnessKey = new VerifierKey(name, VerifierKey.Kind.WITNESS, publicKey);
        this.privateKey = privateKey;
    }

    /// A new key for the log of this name.
    public static NoteSigner generate(String name) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return new NoteSigner(name, pair.getPublic(), pair.getPrivate());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has Ed25519", e);
        }
    }

    /// Reads the two halves of a key; throws [IllegalArgumentException] where they do not belong together.
    static NoteSigner parse(String secret, String vkey) {
        VerifierKey logKey = VerifierKey.parse(vkey);
        String prefix =
                "%s+%s+%s+".formatted(SECRET, logKey.name(), HexFormat.of().toHexDigits(logKey.keyId()));
        byte[] key = secret.startsWith(prefix) ? Base64Text.decode(secret.substring(prefix.length())) : new byte[0];
        if (key.length != 1 + Ed25519.KEY_BYTES || key[0] != 1) {
            throw new IllegalArgumentException("not the private half of `%s`".formatted(vkey));
        }
        byte[] raw = new byte[Ed25519.KEY_BYTES];
        System.arraycopy(key, 1, raw, 0, raw.length);
        NoteSigner signer = new NoteSigner(logKey.name(), logKey.publicKey(), Ed25519.privateKey(raw));
        byte[] probe = vkey.getBytes(StandardCharsets.UTF_8);
        if (!Ed25519.verify(logKey.publicKey(), probe, Ed25519.sign(signer.privateKey, probe))) {
            throw new IllegalArgumentException("not the private half of `%s`".formatted(vkey));
        }
        return signer;
    }

    /// As the note tools of Go write a private key.
    String secret() {
        byte[] key = new byte[1 + Ed25519.KEY_BYTES];
        key[0] = 1;
        System.arraycopy(Ed25519.raw(privateKey), 0, key, 1, Ed25519.KEY_BYTES);
        return "%s+%s+%s+%s"
                .formatted(
                        SECRET,
                        logKey.name(),
                        HexFormat.of().toHexDigits(logKey.keyId()),
                        Base64.getEncoder().encodeToString(key));
    }

    /// What others check the checkpoints of this replica's log with.
    public VerifierKey logKey() {
        return logKey;
    }

    /// What others check the cosignatures of this replica with.
    public VerifierKey witnessKey() {
        return witnessKey;
    }

    /// Signs a checkpoint of the log that has this key's name.
    public SignedNote sign(Checkpoint checkpoint) {
        if (!checkpoint.origin().equals(logKey.name())) {
            throw new IllegalArgumentException(
                    "`%s` does not sign for the log `%s`".formatted(logKey.name(), checkpoint.origin()));
        }
        String text = checkpoint.text();
        byte[] signature = Ed25519.sign(privateKey, text.getBytes(StandardCharsets.UTF_8));
        return new SignedNote(text, List.of(NoteSignature.of(logKey.name(), logKey.keyId(), signature)));
    }

    /// Signs a text that is no checkpoint of the log of this key's name: it must not begin like one.
    public SignedNote sign(String text) {
        if (text.startsWith(logKey.name())) {
            throw new IllegalArgumentException(
                    "what `%s` signs as a text could be a checkpoint".formatted(logKey.name()));
        }
        byte[] signature = Ed25519.sign(privateKey, text.getBytes(StandardCharsets.UTF_8));
        return new SignedNote(text, List.of(NoteSignature.of(logKey.name(), logKey.keyId(), signature)));
    }

    /// Says that this replica saw the checkpoint at this time. The caller has checked that the note is signed
    /// by its log and consistent with the last one that was cosigned.
    public NoteSignature cosign(SignedNote note, Instant time) {
        String text = note.checkpoint().text();
        long seconds = time.getEpochSecond();
        byte[] signature = Ed25519.sign(privateKey, VerifierKey.cosigned(seconds, text));
        ByteBuffer timed = ByteBuffer.allocate(Long.BYTES + signature.length);
        timed.putLong(seconds).put(signature);
        return NoteSignature.of(witnessKey.name(), witnessKey.keyId(), timed.array());
    }
}
