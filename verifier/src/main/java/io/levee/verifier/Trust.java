package io.levee.verifier;

import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What the person who verifies brings along, and how a note is judged by it.
record Trust(List<TrustedKey> keys, List<Note> kept) {
    Trust {
        keys = List.copyOf(keys);
        kept = List.copyOf(kept);
        if (keys.stream().noneMatch(TrustedKey::isOfLog)) {
            throw new IllegalArgumentException("no key of a log is trusted: without one, anybody could have signed");
        }
    }

    /// Whose log must be in an export.
    NavigableSet<String> origins() {
        NavigableSet<String> origins = new TreeSet<>();
        keys.stream().filter(TrustedKey::isOfLog).map(TrustedKey::name).forEach(origins::add);
        kept.stream().map(note -> Head.parse(note.text()).origin()).forEach(origins::add);
        return origins;
    }

    /// The kept checkpoints of one log by their size.
    NavigableMap<Long, NavigableSet<String>> keptRoots(String origin) {
        NavigableMap<Long, NavigableSet<String>> roots = new TreeMap<>();
        for (Note note : kept) {
            Head head = Head.parse(note.text());
            if (head.origin().equals(origin)) {
                roots.computeIfAbsent(head.size(), _ -> new TreeSet<>()).add(head.root());
            }
        }
        return roots;
    }

    /// Judges the signatures of a note over a checkpoint of this log. Every signature of a trusted key must
    /// be good and one of a key of the log must be there.
    ///
    /// @param strict a signature that nobody can check is a finding: in an export, every byte is accounted
    ///               for
    void judge(Note note, String origin, long line, boolean strict, Findings findings) {
        boolean signed = false;
        for (Note.Signature signature : note.signatures()) {
            TrustedKey key =
                    keys.stream().filter(k -> k.made(signature)).findFirst().orElse(null);
            String name = signature.name() + "+" + signature.keyId();
            if (key == null) {
                if (strict) {
                    findings.add(
                            Finding.Kind.UNKNOWN_KEY,
                            origin,
                            line,
                            "signed by `%s`, which is not trusted".formatted(name));
                }
            } else if (!key.verifies(note, signature)) {
                findings.add(
                        Finding.Kind.BAD_SIGNATURE,
                        origin,
                        line,
                        "the signature of `%s` does not match".formatted(name));
            } else if (key.isOfLog() && key.name().equals(origin)) {
                signed = true;
            }
        }
        if (!signed) {
            findings.add(Finding.Kind.UNSIGNED, origin, line, "no trusted key of the log signed the checkpoint");
        }
    }
}
