package io.levee.verifier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A text and its signature lines, after C2SP signed-note. Parsed strictly: a note has one form.
///
/// @param text ends with a line end
record Note(String text, List<Signature> signatures) {
    static final String MARK = "\u2014 ";
    private static final int ID_BYTES = 4;
    private static final int SIGNATURES_MAX = 64;

    Note {
        signatures = List.copyOf(signatures);
    }

    /// @param keyId the first four bytes, as eight hexadecimal digits
    /// @param bytes in base64, with the key id
    record Signature(String name, String keyId, String bytes) {
        byte[] signature() {
            byte[] all = Base64Text.decode(bytes);
            return Arrays.copyOfRange(all, ID_BYTES, all.length);
        }
    }

    /// Throws [IllegalArgumentException] where it is no note.
    static Note parse(String note) {
        int blank = note.lastIndexOf("\n\n");
        if (blank < 0 || !note.endsWith("\n") || blank == note.length() - 2) {
            throw new IllegalArgumentException("a note has a text, an empty line and signature lines");
        }
        List<Signature> signatures = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (String line : note.substring(blank + 2, note.length() - 1).split("\n", -1)) {
            Signature signature = signature(line);
            if (!keys.add(signature.name + "+" + signature.keyId) || keys.size() > SIGNATURES_MAX) {
                throw new IllegalArgumentException(
                        "too many signatures, or two of the key `%s`".formatted(signature.name));
            }
            signatures.add(signature);
        }
        return new Note(note.substring(0, blank + 1), signatures);
    }

    private static Signature signature(String line) {
        String[] parts = line.split(" ", -1);
        if (parts.length != 3 || !line.startsWith(MARK) || parts[1].isEmpty() || parts[1].contains("+")) {
            throw new IllegalArgumentException("`%s` is no signature line".formatted(line));
        }
        byte[] bytes = Base64Text.decode(parts[2]);
        if (bytes.length <= ID_BYTES) {
            throw new IllegalArgumentException("the signature of `%s` is too short".formatted(parts[1]));
        }
        String id = java.util.HexFormat.of().formatHex(bytes, 0, ID_BYTES);
        return new Signature(parts[1], id, parts[2]);
    }

    @Override
    public String toString() {
        StringBuilder note = new StringBuilder(text).append('\n');
        for (Signature signature : signatures) {
            note.append(MARK)
                    .append(signature.name)
                    .append(' ')
                    .append(signature.bytes)
                    .append('\n');
        }
        return note.toString();
    }
}
