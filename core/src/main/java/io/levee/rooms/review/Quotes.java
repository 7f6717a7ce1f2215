package io.levee.rooms.review;

import io.levee.change.Change;
import io.levee.change.ChangedFile;
import io.levee.change.Hunk;
import io.levee.change.Line;
import io.levee.change.Secrets;
import io.levee.knowledge.Citation;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/// Says what of a change may be said. A secret is never quoted: its kind stands in its place, and a
/// line inside a private key is known for one by the lines before it. One review's, and one
/// thread's: each file is read once, when something of it is first quoted.
final class Quotes {
    /// Lines that are longer are quoted by their beginning.
    static final int QUOTE_MAX = 400;

    private final Change change;
    private final IdentityHashMap<ChangedFile, IdentityHashMap<Line, String>> shown = new IdentityHashMap<>();
    private @Nullable DiffSecrets secrets;

    Quotes(Change change) {
        this.change = change;
    }

    /// @param line one of the file's own
    Citation of(ChangedFile file, Line line) {
        IdentityHashMap<Line, String> lines = shown.computeIfAbsent(file, Quotes::read);
        return new Citation(
                "diff",
                "%s:%d".formatted(file.path(), line.number()),
                beginning(lines.getOrDefault(line, Secrets.redacted(line.text()))));
    }

    private static IdentityHashMap<Line, String> read(ChangedFile file) {
        IdentityHashMap<Line, String> lines = new IdentityHashMap<>();
        for (Hunk hunk : file.hunks()) {
            Secrets.Reader before = new Secrets.Reader();
            Secrets.Reader after = new Secrets.Reader();
            for (Line line : hunk.lines()) {
                switch (line.kind()) {
                    case REMOVED -> lines.put(line, before.redacted(line.text()));
                    case ADDED -> lines.put(line, after.redacted(line.text()));
                    case CONTEXT -> {
                        var _ = before.redacted(line.text());
                        lines.put(line, after.redacted(line.text()));
                    }
                }
            }
        }
        return lines;
    }

    /// Words that may repeat something of the change, without what is secret there.
    ///
    /// @param otherwise what is said where the change has more secrets than can be kept out
    String words(String words, String otherwise) {
        if (words.equals(otherwise)) {
            return words;
        }
        if (secrets == null) {
            secrets = DiffSecrets.in(change);
        }
        return secrets.tooMany() ? otherwise : secrets.without(words);
    }

    static String beginning(String text) {
        return text.length() <= QUOTE_MAX ? text : text.substring(0, QUOTE_MAX);
    }
}
