package io.levee.verifier;

import java.util.Base64;

/// Base64 with its padding and without stray bits, so that no two texts mean the same bytes.
final class Base64Text {
    private Base64Text() {}

    static byte[] decode(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
                return bytes;
            }
        } catch (IllegalArgumentException _) {
            // said below, in the same words
        }
        throw new IllegalArgumentException("`%s` is not canonical base64".formatted(text));
    }
}
