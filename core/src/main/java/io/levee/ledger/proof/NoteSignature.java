package io.levee.ledger.proof;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/// One signature line of a note: `— name base64(key id ‖ signature)`.
public record NoteSignature(String name, String base64) {
    private static final int LENGTH_MAX = 10_000;

    public NoteSignature {
        KeyNames.check(name);
        if (base64.length() > LENGTH_MAX || Base64Text.decode(base64).length <= Integer.BYTES) {
            throw new IllegalArgumentException("the signature of `%s` is too short or too long".formatted(name));
        }
    }

    static NoteSignature of(String name, int keyId, byte[] signature) {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + signature.length);
        bytes.putInt(keyId).put(signature);
        return new NoteSignature(name, Base64.getEncoder().encodeToString(bytes.array()));
    }

    public int keyId() {
        return ByteBuffer.wrap(Base64Text.decode(base64)).getInt();
    }

    public byte[] signature() {
        byte[] bytes = Base64Text.decode(base64);
        return Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length);
    }

    @Override
    public String toString() {
        return "\u2014 " + name + " " + base64 + "\n";
    }
}
