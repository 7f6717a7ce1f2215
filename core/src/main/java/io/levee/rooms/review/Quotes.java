package io.levee.rooms.review;

import io.levee.change.ChangedFile;
import io.levee.change.Hunk;
import io.levee.change.Line;
import io.levee.change.Secrets;
import io.levee.knowledge.Citation;

/// Quotes lines of a change. A secret is never quoted: its kind stands in its place, and a line
/// inside a private key is known for one by the lines before it.
final class Quotes {
    /// Lines that are longer are quoted by their beginning.
    static final int QUOTE_MAX = 400;

    private Quotes() {}

    static Citation of(ChangedFile file, Line line) {
        return new Citation("diff", "%s:%d".formatted(file.path(), line.number()), text(file, line));
    }

    static String text(ChangedFile file, Line line) {
        for (Hunk hunk : file.hunks()) {
            if (hunk.lines().contains(line)) {
                return beginning(inside(hunk, line));
            }
        }
        return beginning(Secrets.redacted(line.text()));
    }

    private static String inside(Hunk hunk, Line wanted) {
        Secrets.Reader reader = new Secrets.Reader();
        Line.Kind other = wanted.kind() == Line.Kind.REMOVED ? Line.Kind.ADDED : Line.Kind.REMOVED;
        for (Line line : hunk.lines()) {
            if (line.kind() != other) {
                String redacted = reader.redacted(line.text());
                if (line.equals(wanted)) {
                    return redacted;
                }
            }
        }
        return "";
    }

    static String beginning(String text) {
        return text.length() <= QUOTE_MAX ? text : text.substring(0, QUOTE_MAX);
    }
}
