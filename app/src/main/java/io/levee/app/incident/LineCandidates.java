package io.levee.app.incident;

import io.levee.change.Line;
import io.levee.knowledge.Guardrail;
import io.levee.knowledge.Guardrail.AppliesTo;
import io.levee.knowledge.Guardrail.Each;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Rules about single lines of one file: what is left where nothing is known of its structure.
/// They stop the same line from coming back, or from being taken out again, and nothing else.
final class LineCandidates {
    private static final int LINES_MAX = 4;
    private static final int LENGTH_MIN = 8;
    private static final int LENGTH_MAX = 200;
    private static final Pattern NO_CODE = Pattern.compile("(//|#|\\*|/\\*|--|import\\b|from\\b|package\\b|<!--).*");

    private LineCandidates() {}

    static List<Candidate> of(FileChange file) {
        List<Line> added = file.file().added();
        List<Line> removed = file.file().removed();
        AppliesTo here = new AppliesTo(List.of(Places.exactly(file.path())), Set.of(), Set.of(), List.of());
        List<Candidate> all = new ArrayList<>();
        for (String line : telling(added, removed, file.before())) {
            all.add(candidate(
                    file,
                    here,
                    Each.LINE,
                    "it.text.trim() == %s && !it.moved".formatted(Cel.quoted(line)),
                    "this line was written once before"));
        }
        for (String line : telling(removed, added, file.after())) {
            String text = Cel.quoted(line);
            all.add(candidate(
                    file,
                    here,
                    Each.FILE,
                    "change.removed.exists(l, l.trim() == %s) && !change.added.exists(l, l.trim() == %s)"
                            .formatted(text, text),
                    "a line is taken out that was taken out once before"));
        }
        return all;
    }

    private static Candidate candidate(FileChange file, AppliesTo here, Each each, String when, String message) {
        return new Candidate(
                here,
                each,
                when,
                message,
                "write down what must hold instead, or a test that shows it: a line can be written in many ways",
                "",
                file,
                false);
    }

    /// The longest lines of one side that stand nowhere else.
    private static List<String> telling(List<Line> of, List<Line> others, String elsewhere) {
        Set<String> known = new HashSet<>();
        others.forEach(line -> known.add(line.text().strip()));
        elsewhere.lines().forEach(line -> known.add(line.strip()));
        return of.stream()
                .map(line -> line.text().strip())
                .filter(line -> line.length() >= LENGTH_MIN && line.length() <= LENGTH_MAX)
                .filter(line -> !NO_CODE.matcher(line).matches() && !line.contains(ValueCandidates.REDACTED))
                .filter(line -> !known.contains(line))
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .limit(LINES_MAX)
                .toList();
    }

    /// Where nothing can be asked: what to look at, and why.
    static Guardrail.AppliesTo at(List<String> paths) {
        return new AppliesTo(paths.stream().map(Places::exactly).distinct().toList(), Set.of(), Set.of(), List.of());
    }
}
