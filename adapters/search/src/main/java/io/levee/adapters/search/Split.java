package io.levee.adapters.search;

import io.levee.knowledge.Document;
import io.levee.knowledge.Passage;
import java.util.ArrayList;
import java.util.List;

/// Cuts the body of a page into passages: at headings, else between paragraphs, else between
/// lines, else between words. The text of a passage is what stands in the file from its first
/// line to its last, byte for byte, without the end of the last line; of a line that is too
/// long for one passage, a part.
///
/// A body without words makes no passage. A page without any passage makes one of what its
/// front matter says, so that it can be found.
final class Split {
    /// Characters of one passage.
    static final int PASSAGE_MAX = 1_600;
    /// Where a passage is long enough to end at the next paragraph: about what the model reads.
    static final int PASSAGE_GOOD = 900;
    /// Passages of one page; the rest of a longer page is not searched.
    static final int PASSAGES_MAX = 1_000;

    private final Document page;
    private final String body;
    private final List<Passage> passages = new ArrayList<>();
    private int start;
    private int startLine;
    private int end;
    private int endLine;
    /// More than headings, which stay with what follows them.
    private boolean prose;

    private Split(Document page) {
        this.page = page;
        this.body = page.body();
        this.startLine = page.line();
        this.endLine = page.line();
    }

    static List<Passage> of(Document page) {
        Split split = new Split(page);
        split.lines();
        if (split.passages.isEmpty()) {
            String head = String.join("\n", page.head());
            split.add(
                    head.substring(0, cut(head, 0, Math.min(head.length(), PASSAGE_MAX))),
                    1,
                    Math.max(1, page.line() - 1));
        }
        return List.copyOf(split.passages);
    }

    private void lines() {
        boolean code = false;
        int line = page.line();
        int from = 0;
        while (from < body.length() && passages.size() < PASSAGES_MAX) {
            int newline = body.indexOf('\n', from);
            int to = newline < 0 ? body.length() : newline;
            boolean blank = body.substring(from, to).isBlank();
            boolean heading = !code && body.startsWith("#", from);
            boolean paragraph = !code && blank && end - start >= PASSAGE_GOOD;
            code ^= body.startsWith("```", from) || body.startsWith("~~~", from);
            if ((heading && prose) || paragraph || to - start > PASSAGE_MAX) {
                flush();
                begin(from, line);
            }
            if (to - from > PASSAGE_MAX && !blank) {
                cutLine(from, to, line);
            }
            if (!blank) {
                end = to;
                endLine = line;
                prose |= !heading;
            } else if (end == start) {
                begin(to + 1, line + 1);
            }
            from = to + 1;
            line++;
        }
        flush();
    }

    private void begin(int from, int line) {
        start = Math.min(from, body.length());
        end = start;
        startLine = line;
        endLine = line;
        prose = false;
    }

    /// All of the line but its last part, which the next lines may follow.
    private void cutLine(int from, int to, int line) {
        int at = from;
        while (to - at > PASSAGE_MAX && passages.size() < PASSAGES_MAX) {
            int cut = cut(body, at, at + PASSAGE_MAX);
            add(body.substring(at, cut), line, line);
            at = cut;
        }
        begin(at, line);
    }

    /// The end of the last word before `most`, or `most` where there is none near, but never
    /// inside a character.
    private static int cut(String text, int from, int most) {
        if (most >= text.length()) {
            return text.length();
        }
        int space = text.lastIndexOf(' ', most);
        if (space > from + (most - from) / 2) {
            return space;
        }
        return Character.isLowSurrogate(text.charAt(most)) && Character.isHighSurrogate(text.charAt(most - 1))
                ? most - 1
                : most;
    }

    private void flush() {
        if (end > start && passages.size() < PASSAGES_MAX) {
            add(body.substring(start, end), startLine, endLine);
        }
    }

    private void add(String text, int from, int to) {
        if (text.isBlank() && from >= page.line()) {
            return;
        }
        passages.add(new Passage(page.team(), page.kind(), page.id(), page.title(), page.file(), from, to, text));
    }
}
