package io.levee.ledger.proof;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/// A key that notes can be checked with. Written `name+key id+base64(kind ‖ public key)`, as C2SP calls a
/// vkey.
public record VerifierKey(String name, Kind kind, PublicKey publicKey) {
    public enum Kind {
        /// A log signs its checkpoints with it.
        LOG(1),
        /// A witness cosigns checkpoints with it, and says when (tlog-cosignature).
        WITNESS(4);

        private final byte number;

        Kind(int number) {
            this.number = (byte) number;
        }
    }

    public VerifierKey {
        KeyNames.check(name);
    }

    /// Reads what [#toString] writes; throws [IllegalArgumentException] for anything else.
    public static VerifierKey parse(String vkey) {
        String[] parts = vkey.split("\\+", 3);
        if (parts.length != 3) {
            throw new IllegalArgumentException("`%s` is no verifier key: write `name+key id+base64`".formatted(vkey));
        }
        byte[] key = Base64Text.decode(parts[2]);
        if (key.length != 1 + Ed25519.KEY_BYTES) {
            throw new IllegalArgumentException("the key in `%s` has the wrong length".formatted(vkey));
        }
        VerifierKey parsed = new VerifierKey(
                parts[0], kind(key[0], vkey), Ed25519.publicKey(Arrays.copyOfRange(key, 1, key.length)));
        if (!parsed.toString().equals(vkey)) {
            throw new IllegalArgumentException(
                    "the key id in `%s` does not belong to its name and key".formatted(vkey));
        }
        return parsed;
    }

    private static Kind kind(byte number, String vkey) {
        for (Kind kind : Kind.values()) {
            if (kind.number == number) {
                return kind;
            }
        }
        throw new IllegalArgumentException("`%s` is of kind %d, which is not supported".formatted(vkey, number));
    }

    /// What signature lines carry to say which key signed.
    public int keyId() {
        byte[] name = (this.name + "\n").getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.wrap(Sha256.of(name, new byte[] {kind.number}, Ed25519.raw(publicKey)))
                .getInt();
    }

    /// True where the note carries a signature of this key and it is good.
    public boolean signed(SignedNote note) {
        return signature(note)
                .filter(line -> good(note.text(), line.signature()))
                .isPresent();
    }

    /// When this witness saw the checkpoint, where it cosigned it and the cosignature is good.
    public Optional<Instant> witnessed(SignedNote note) {
        if (kind != Kind.WITNESS || !signed(note)) {
            return Optional.empty();
        }
        return signature(note)
                .map(line ->
                        Instant.ofEpochSecond(ByteBuffer.wrap(line.signature()).getLong()));
    }

    private Optional<NoteSignature> signature(SignedNote note) {
        int id = keyId();
        return note.signatures().stream()
                .filter(line -> line.name().equals(name) && line.keyId() == id)
                .findFirst();
    }

    private boolean good(String text, byte[] signature) {
        return switch (kind) {
            case LOG -> Ed25519.verify(publicKey, text.getBytes(StandardCharsets.UTF_8), signature);
            case WITNESS -> goodCosignature(text, signature);
        };
    }

    private boolean goodCosignature(String text, byte[] signature) {
        if (signature.length != Long.BYTES + Ed25519.SIGNATURE_BYTES) {
            return false;
        }
        long seconds = ByteBuffer.wrap(signature).getLong();
        byte[] signed = Arrays.copyOfRange(signature, Long.BYTES, signature.length);
        return seconds >= 0 && Ed25519.verify(publicKey, cosigned(seconds, text), signed);
    }

    static byte[] cosigned(long seconds, String text) {
        return ("cosignature/v1\ntime " + seconds + "\n" + text).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        byte[] key = new byte[1 + Ed25519.KEY_BYTES];
        key[0] = kind.number;
        System.arraycopy(Ed25519.raw(publicKey), 0, key, 1, Ed25519.KEY_BYTES);
        return name + "+" + HexFormat.of().toHexDigits(keyId()) + "+"
                + Base64.getEncoder().encodeToString(key);
    }
}
