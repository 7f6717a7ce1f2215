package io.levee.adapters.mcp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// Text in a header, as revision 2026-07-28 writes what ASCII cannot: `=?base64?…?=`.
final class HeaderText {
    private static final String START = "=?base64?";
    private static final String END = "?=";

    private HeaderText() {}

    static String encoded(String text) {
        boolean plain = text.chars().allMatch(c -> c >= 0x20 && c < 0x7f)
                && text.equals(text.strip())
                && !(text.startsWith(START) && text.endsWith(END));
        return plain ? text : START + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + END;
    }

    /// Empty where it is wrapped and not what the wrapping says.
    static Optional<String> decoded(String header) {
        String text = header.strip();
        if (!text.startsWith(START) || !text.endsWith(END) || text.length() < START.length() + END.length()) {
            return text.chars().allMatch(c -> c >= 0x20 && c < 0x7f) ? Optional.of(text) : Optional.empty();
        }
        String inside = text.substring(START.length(), text.length() - END.length());
        if (inside.length() % 4 != 0) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(inside);
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
