package io.levee.adapters.git;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256 of text, in hexadecimal. Single surrogates count, so text that
/// [io.levee.change.RawText] kept apart stays so.
final class Digests {
    private Digests() {}

    static String hex(String text) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            byte[] bytes = new byte[text.length() * 2];
            for (int at = 0; at < text.length(); at++) {
                bytes[2 * at] = (byte) (text.charAt(at) >> 8);
                bytes[2 * at + 1] = (byte) text.charAt(at);
            }
            return HexFormat.of().formatHex(sha.digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
