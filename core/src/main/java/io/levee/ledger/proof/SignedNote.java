package io.levee.ledger.proof;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A text and who signed it, as C2SP signed-note writes it. Says nothing about whether a signature is good:
/// ask [VerifierKey#signed].
///
/// @param text ends with a line end
public record SignedNote(String text, List<NoteSignature> signatures) {
    public static final int LENGTH_MAX = 1 << 20;
    public static final int SIGNATURES_MAX = 64;
    private static final String MARK = "\u2014 ";

    public SignedNote {
        signatures = List.copyOf(signatures);
        if (!text.endsWith("\n") || text.chars().anyMatch(c -> c < ' ' && c != '\n')) {
            throw new IllegalArgumentException("the text of a note has whole lines without control characters");
        }
        if (signatures.isEmpty() || signatures.size() > SIGNATURES_MAX) {
            throw new IllegalArgumentException(
                    "a note has 1 to %d signatures, not %d".formatted(SIGNATURES_MAX, signatures.size()));
        }
    }

    /// Reads exactly what [#toString] writes; throws [IllegalArgumentException] for anything else.
    public static SignedNote parse(String note) {
        if (note.length() > LENGTH_MAX) {
            throw new IllegalArgumentException("a note of %d characters is too long".formatted(note.length()));
        }
        int blank = note.lastIndexOf("\n\n");
        if (blank < 0 || !note.endsWith("\n")) {
            throw new IllegalArgumentException("not a note: its text, an empty line, and signature lines");
        }
        List<NoteSignature> signatures = new ArrayList<>();
        Set<String> signers = new HashSet<>();
        String[] lines = note.substring(blank + 2).split("\n", -1);
        for (int i = 0; i < lines.length - 1; i++) {
            NoteSignature signature = parseSignature(lines[i]);
            if (!signers.add(signature.name() + " " + signature.keyId())) {
                throw new IllegalArgumentException("`%s` signed twice with one key".formatted(signature.name()));
            }
            signatures.add(signature);
        }
        return new SignedNote(note.substring(0, blank + 1), signatures);
    }

    private static NoteSignature parseSignature(String line) {
        int space = line.indexOf(' ', MARK.length());
        if (!line.startsWith(MARK) || space < 0) {
            throw new IllegalArgumentException("`%s` is no signature line".formatted(line));
        }
        return new NoteSignature(line.substring(MARK.length(), space), line.substring(space + 1));
    }

    /// The checkpoint that was signed; throws [IllegalArgumentException] where the text is none.
    public Checkpoint checkpoint() {
        return Checkpoint.parse(text);
    }

    /// This note with one more signature; one of the same key is replaced.
    public SignedNote with(NoteSignature signature) {
        List<NoteSignature> all = new ArrayList<>(signatures);
        all.removeIf(old -> old.name().equals(signature.name()) && old.keyId() == signature.keyId());
        all.add(signature);
        return new SignedNote(text, all);
    }

    @Override
    public String toString() {
        StringBuilder note = new StringBuilder(text).append('\n');
        signatures.forEach(note::append);
        return note.toString();
    }
}
