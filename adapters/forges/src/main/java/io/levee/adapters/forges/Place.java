package io.levee.adapters.forges;

import io.levee.adapters.reports.ReviewReport.Concern;
import io.levee.change.Change;
import io.levee.change.ChangedFile;
import io.levee.change.Line;
import java.util.Comparator;
import java.util.Optional;

/// Where in the diff a comment can stand: forges take none that is elsewhere, and some lose it
/// without a word.
public sealed interface Place {
    /// At a line that the diff shows.
    record OnLine(ChangedFile file, Line line) implements Place {}

    /// At a file of the change.
    record OnFile(ChangedFile file) implements Place {}

    /// At the whole.
    record Nowhere() implements Place {}

    static Place of(Concern concern, Change change) {
        Optional<ChangedFile> file = change.files().stream()
                .filter(it -> it.path().equals(concern.file()))
                .findFirst();
        if (file.isEmpty()) {
            return new Nowhere();
        }
        return line(concern, file.get())
                .<Place>map(line -> new OnLine(file.get(), line))
                .orElseGet(() -> new OnFile(file.get()));
    }

    /// A number may be of a line that is gone and of one that is there: the quote decides, then
    /// what changed.
    private static Optional<Line> line(Concern concern, ChangedFile file) {
        String quote = Postings.quote(concern);
        return file.hunks().stream()
                .flatMap(hunk -> hunk.lines().stream())
                .filter(line -> concern.line() > 0 && line.number() == concern.line())
                .min(Comparator.comparing((Line line) -> !line.text().startsWith(quote))
                        .thenComparing(line -> line.kind() == Line.Kind.CONTEXT)
                        .thenComparing(line -> line.kind()));
    }
}
