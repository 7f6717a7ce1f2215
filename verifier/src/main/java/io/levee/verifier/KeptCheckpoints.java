package io.levee.verifier;

import java.util.ArrayList;
import java.util.List;

/// Checkpoints that somebody kept earlier, away from Levee: what makes it impossible to cut off or to replace
/// a log unseen, even for whoever holds its key.
public record KeptCheckpoints(List<String> notes) {
    public KeptCheckpoints {
        notes = List.copyOf(notes);
    }

    public static KeptCheckpoints none() {
        return new KeptCheckpoints(List.of());
    }

    /// Reads a file of one or more notes, one after the other; empty lines between them do not matter. Throws
    /// [IllegalArgumentException] where something else is in it.
    public static KeptCheckpoints parse(String file) {
        List<String> notes = new ArrayList<>();
        StringBuilder note = new StringBuilder();
        boolean signatures = false;
        for (String line : file.split("\n", -1)) {
            boolean signature = line.startsWith(Note.MARK);
            if (signatures && !signature) {
                notes.add(note.toString());
                note.setLength(0);
            }
            signatures = signature;
            if (!note.isEmpty() || !line.isEmpty()) {
                note.append(line).append('\n');
            }
        }
        if (!note.isEmpty()) {
            notes.add(note.toString());
        }
        notes.forEach(text -> Head.parse(Note.parse(text).text()));
        return new KeptCheckpoints(notes);
    }

    public KeptCheckpoints and(KeptCheckpoints others) {
        List<String> all = new ArrayList<>(notes);
        all.addAll(others.notes);
        return new KeptCheckpoints(all);
    }
}
