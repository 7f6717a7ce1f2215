package io.levee.consent.approval;

import java.util.Arrays;

/// The bytes of a call's body, as they were sent. Never printed.
public final class Body {
    /// More than a person can be asked to read.
    public static final int BYTES_MAX = 64 * 1024;
    public static final Body EMPTY = new Body(new byte[0]);

    private final byte[] bytes;

    /// Throws [IllegalArgumentException] for more than [#BYTES_MAX] bytes.
    public Body(byte[] bytes) {
        if (bytes.length > BYTES_MAX) {
            throw new IllegalArgumentException("%d bytes are more than %d".formatted(bytes.length, BYTES_MAX));
        }
        this.bytes = bytes.clone();
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    public int size() {
        return bytes.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Body body && Arrays.equals(bytes, body.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return bytes.length + " bytes"; // never what they say
    }
}
