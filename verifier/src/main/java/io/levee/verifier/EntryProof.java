package io.levee.verifier;

import io.levee.verifier.CanonicalJson.NotCanonical;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// A C2SP tlog-proof that carries the line that it proves as its extra data.
///
/// @param entry the line without its line end, in base64
/// @param path  hashes in base64, from the leaf's sibling up
record EntryProof(String entry, long index, List<String> path, Note checkpoint) {
    private static final String HEADER = "c2sp.org/tlog-proof@v1";
    private static final String EXTRA = "extra ";
    private static final String INDEX = "index ";
    private static final int PATH_MAX = 63;

    EntryProof {
        path = List.copyOf(path);
        Base64Text.decode(entry);
    }

    /// Throws [IllegalArgumentException] where the text is no proof, or proves a line that it does not carry.
    static EntryProof parse(String text) {
        int blank = text.indexOf("\n\n");
        String[] lines = text.substring(0, Math.max(blank, 0)).split("\n", -1);
        if (lines.length < 3
                || lines.length > 3 + PATH_MAX
                || !lines[0].equals(HEADER)
                || !lines[1].startsWith(EXTRA)
                || !lines[2].startsWith(INDEX)) {
            throw new IllegalArgumentException(
                    "a proof begins with `%s`, then its entry (`extra …`) and its position (`index …`)"
                            .formatted(HEADER));
        }
        List<String> path = new ArrayList<>();
        for (int i = 3; i < lines.length; i++) {
            if (Base64Text.decode(lines[i]).length != 32) {
                throw new IllegalArgumentException("`%s` is no hash".formatted(lines[i]));
            }
            path.add(lines[i]);
        }
        return new EntryProof(
                lines[1].substring(EXTRA.length()),
                index(lines[2].substring(INDEX.length())),
                path,
                Note.parse(text.substring(blank + 2)));
    }

    private static long index(String text) {
        try {
            long index = Long.parseLong(text);
            if (index >= 0 && Long.toString(index).equals(text)) {
                return index;
            }
        } catch (NumberFormatException _) {
            // said below, in the same words
        }
        throw new IllegalArgumentException("`%s` is no position".formatted(text));
    }

    /// The root, in base64, of the tree of `size` leaves in which this line stands at its index, or the empty
    /// string where the path does not fit such a tree. Walks down from the root: the halves tell on which
    /// side each sibling is.
    String root(long size) {
        if (index >= size) {
            return "";
        }
        List<Boolean> siblingIsLeft = new ArrayList<>();
        long from = 0;
        for (long leaves = size; leaves > 1; ) {
            long left = Long.highestOneBit(leaves - 1);
            boolean inRight = index - from >= left;
            siblingIsLeft.add(inRight);
            from += inRight ? left : 0;
            leaves = inRight ? leaves - left : left;
        }
        if (siblingIsLeft.size() != path.size()) {
            return "";
        }
        byte[] node = hash(new byte[] {0}, Base64Text.decode(entry));
        for (int i = 0; i < path.size(); i++) {
            byte[] sibling = Base64.getDecoder().decode(path.get(i));
            boolean left = siblingIsLeft.get(path.size() - 1 - i);
            node = left ? hash(new byte[] {1}, sibling, node) : hash(new byte[] {1}, node, sibling);
        }
        return Base64.getEncoder().encodeToString(node);
    }

    /// True where the line is an entry that says itself that it stands there.
    boolean saysWhereItStands(String origin) {
        CanonicalLine fields = new CanonicalLine();
        byte[] line = Base64Text.decode(entry);
        try {
            fields.read(line, 0, line.length);
            return fields.id.raw().equals("\"%s#%d\"".formatted(origin, index))
                    && fields.source.raw().equals("\"urn:levee:%s\"".formatted(origin));
        } catch (NotCanonical _) {
            return false;
        }
    }

    private static byte[] hash(byte[]... parts) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                sha256.update(part);
            }
            return sha256.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
