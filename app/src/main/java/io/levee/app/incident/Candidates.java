package io.levee.app.incident;

import io.levee.change.StructuredChange;
import io.levee.change.Structures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Rules that may tell what a commit did wrong, those first that a team would rather stand
/// behind.
final class Candidates {
    /// Of one incident.
    static final int CANDIDATES_MAX = 300;

    /// Their values are how code is written, and no settings.
    private static final Set<String> CODE = Set.of("java", "python", "dockerfile");

    private static final int PARTS_MAX = 30;

    private Candidates() {}

    static List<Candidate> of(Deed cause, Structures structures) {
        List<Candidate> structural = new ArrayList<>();
        List<Candidate> lines = new ArrayList<>();
        for (FileChange file : cause.files()) {
            Optional<StructuredChange> structured = file.structured(structures);
            structured.ifPresent(it -> structural.addAll(of(file, it)));
            lines.addAll(LineCandidates.of(file));
        }
        List<Candidate> all = new ArrayList<>(structural.subList(0, Math.min(structural.size(), CANDIDATES_MAX / 2)));
        all.addAll(lines.subList(0, Math.min(lines.size(), CANDIDATES_MAX / 2)));
        return all;
    }

    private static List<Candidate> of(FileChange file, StructuredChange structured) {
        if (CODE.contains(structured.format()) || !structured.unreadable().isEmpty()) {
            return List.of();
        }
        List<Candidate> all = new ArrayList<>();
        structured.parts().stream().limit(PARTS_MAX).forEach(part -> {
            if (structured.format().equals("sql")) {
                all.addAll(SqlCandidates.of(file, part));
            } else {
                all.addAll(ValueCandidates.of(file, structured.format(), part));
            }
        });
        return all;
    }
}
