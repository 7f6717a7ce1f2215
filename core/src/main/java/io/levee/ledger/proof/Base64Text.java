package io.levee.ledger.proof;

import java.util.Base64;

/// Base64 in which every value has exactly one text: the JDK's decoder alone also takes a text without its
/// padding, or with stray bits in the last letter.
final class Base64Text {
    private Base64Text() {}

    static byte[] decode(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("`%s` is not base64".formatted(text), e);
        }
        if (!Base64.getEncoder().encodeToString(bytes).equals(text)) {
            throw new IllegalArgumentException("`%s` is not canonical base64".formatted(text));
        }
        return bytes;
    }
}
