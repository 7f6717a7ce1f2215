package io.levee.change;

import io.levee.change.FileHeader.Origin;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads a diff line by line. What a line is depends on where it stands: inside a hunk whose
/// counts are not used up it is content, whatever it looks like, as it is for `git apply` and GNU
/// patch.
final class DiffReader {
    /// Where the reader stands.
    private enum Where {
        /// Outside of everything: messages of commits, signatures of mails.
        TEXT,
        /// In the header of a file.
        HEADER,
        /// In a hunk, or right behind its last line.
        HUNK,
        /// In a binary patch of git.
        BINARY
    }

    private static final Pattern BASE85 = Pattern.compile("[A-Za-z][0-9A-Za-z!#$%&()*+;<=>?@^_`{|}~-]{5,65}");
    private static final Pattern BINARY_SIZE = Pattern.compile("(literal|delta) \\d+");
    /// No line of a header is longer but by intent.
    private static final int HEADER_BYTES_MAX = 3 * HeaderPaths.PATH_BYTES_MAX;
    private static final String MARK = "\uFEFF";

    private final DiffLines lines;
    private final Gathered gathered = new Gathered();
    private final KeptLines.Room room = new KeptLines.Room();
    private final OtherReaders others = new OtherReaders(gathered);
    private final LooseLines loose = new LooseLines(gathered, () -> next(nothing()));

    private Where where = Where.TEXT;
    private OpenFile file = nothing();
    private Optional<OpenHunk> hunk = Optional.empty();
    /// A `--- ` that no `+++ ` followed yet, and the line that it stood at.
    private Optional<String> old = Optional.empty();
    private int oldNumber;
    private boolean oldAfterHunk;
    private boolean blank = true;

    DiffReader(DiffLines lines) {
        this.lines = lines;
    }

    private OpenFile nothing() {
        return new OpenFile(Origin.NONE, "", room);
    }

    Change read() {
        try {
            while (lines.next()) {
                if (lines.number() == 1) {
                    begin();
                }
                blank = blank && lines.isBlank();
                take();
            }
            if (lines.tooLong()) {
                gathered.doubt("", "the diff goes on after %,d bytes".formatted(DiffLines.BYTES_MAX));
            }
        } catch (IOException e) {
            gathered.doubt("", "the diff could not be read to its end: " + e.getMessage());
        }
        if (hunk.filter(OpenHunk::isOpen).isPresent()) {
            file.doubt("the diff ends inside a hunk");
        }
        if (oldAfterHunk) {
            stray();
        }
        next(nothing());
        loose.flush();
        return gathered.change(blank);
    }

    private void begin() {
        String text = lines.text(0, 0);
        if (text.startsWith(MARK)) {
            lines.skip(3);
        }
        if (text.startsWith("\uDCFF\uDCFE") || text.startsWith("\uDCFE\uDCFF")) {
            gathered.doubt("", "it is UTF-16; write it as UTF-8");
        }
    }

    private void take() {
        if (hunk.isPresent() && where == Where.HUNK) {
            if (inHunk(hunk.get())) {
                return;
            }
        } else if (where == Where.BINARY) {
            if (inBinary()) {
                return;
            }
            where = Where.TEXT;
        }
        outside();
    }

    private boolean inHunk(OpenHunk open) {
        if (lines.at(0) == '\\' && open.takeMarker()) {
            if (lines.at(1) != ' ') {
                file.doubt("a backslash stands before a line of a hunk");
            }
            return true;
        }
        if (open.isOpen()) {
            if (open.take(lines)) {
                if (open.isCombined()) {
                    others.look(lines, false);
                }
                return true;
            }
            file.doubt("line %d: a hunk ends before its counts do".formatted(lines.number()));
            endHunk();
            where = Where.TEXT;
        }
        return false;
    }

    private boolean inBinary() {
        if (lines.length() > 100) {
            return false;
        }
        String line = lines.bytes();
        return line.isEmpty()
                || BASE85.matcher(line).matches()
                || BINARY_SIZE.matcher(line).matches();
    }

    private void outside() {
        boolean afterHunk = where == Where.HUNK;
        int first = lines.at(0);
        if (old.isPresent() && lines.number() == oldNumber + 1 && first == '+' && lines.startsWith("+++ ")) {
            plainFile(old.get());
            return;
        }
        if (oldAfterHunk && lines.number() == oldNumber + 1) {
            stray();
        }
        oldAfterHunk = false;
        if (first == '@' && lines.startsWith("@@")) {
            hunkHeader();
            return;
        }
        if (first == 'd' && gitFile()) {
            return;
        }
        if (where == Where.HEADER && inHeader()) {
            return;
        }
        endHunk();
        where = Where.TEXT;
        text(first, afterHunk);
    }

    private void text(int first, boolean afterHunk) {
        if (lines.startsWith("--- ")) {
            old = Optional.of(lines.bytes().substring(4));
            oldNumber = lines.number();
            oldAfterHunk = afterHunk;
            others.look(lines, file.isHeaderOnly());
            return;
        }
        boolean signature = lines.startsWith("--") && lines.bytes().strip().equals("--");
        if (afterHunk && (first == '+' || first == '-' || first == ' ') && !signature) {
            stray();
        }
        if (first == '+' && lines.startsWith("+++ ") && old.isEmpty()) {
            old = Optional.of(lines.bytes().substring(4));
            oldNumber = 0;
        }
        if (first >= 'B' && first <= 'd' && lines.length() <= HEADER_BYTES_MAX) {
            loose.look(lines.bytes());
        }
        others.look(lines, file.isHeaderOnly());
    }

    private void stray() {
        file.doubt("line %d: lines of a change follow a hunk whose counts are used up".formatted(lines.number()));
    }

    private boolean gitFile() {
        if (lines.startsWith("diff --git ")) {
            next(new OpenFile(Origin.GIT, lines.bytes().substring(11), room));
        } else if (lines.startsWith("diff --cc ")) {
            next(new OpenFile(Origin.COMBINED, lines.bytes().substring(10), room));
        } else if (lines.startsWith("diff --combined ")) {
            next(new OpenFile(Origin.COMBINED, lines.bytes().substring(16), room));
        } else {
            return false;
        }
        loose.found(lines.bytes());
        where = Where.HEADER;
        return true;
    }

    private void plainFile(String name) {
        next(new OpenFile(Origin.PLAIN, "", room));
        file.header().names(name, lines);
        loose.found();
        where = Where.HEADER;
    }

    private boolean inHeader() {
        if (file.header().origin == Origin.PLAIN) {
            return false;
        }
        if (lines.length() > HEADER_BYTES_MAX) {
            file.doubt("line %d: a line of its header is longer than %,d bytes"
                    .formatted(lines.number(), HEADER_BYTES_MAX));
            return false;
        }
        if (file.header().take(lines)) {
            return true;
        }
        if (lines.startsWith("GIT binary patch")) {
            file.binary();
            where = Where.BINARY;
            return true;
        }
        String line = lines.bytes();
        if ((line.startsWith("Binary files ") || line.startsWith("Files ")) && line.endsWith("differ")) {
            file.binary();
            return true;
        }
        return false;
    }

    private void hunkHeader() {
        boolean astray = where == Where.TEXT;
        endHunk();
        Optional<HunkHeader> header = HunkHeader.of(lines.bytes());
        if (header.isEmpty()) {
            where = Where.TEXT;
            if (lines.startsWith("@@ -") || lines.startsWith("@@@")) {
                file.doubt("line %d: a header of a hunk that cannot be read".formatted(lines.number()));
            }
            return;
        }
        if (astray && (old.isPresent() || loose.named().isPresent())) {
            String name = old.or(loose::named).get();
            next(new OpenFile(Origin.PLAIN, "", room));
            file.header().named(name);
            file.doubt("line %d: a hunk whose header names only one side".formatted(lines.number()));
            loose.found();
        } else if (astray) {
            file.doubt("line %d: a hunk without a header of its file".formatted(lines.number()));
        }
        hunk = Optional.of(file.begin(header.get()));
        where = Where.HUNK;
    }

    private void endHunk() {
        hunk.ifPresent(file::end);
        hunk = Optional.empty();
    }

    private void next(OpenFile following) {
        endHunk();
        file.close(gathered);
        file = following;
        old = Optional.empty();
        oldAfterHunk = false;
    }
}
