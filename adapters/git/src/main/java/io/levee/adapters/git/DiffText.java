package io.levee.adapters.git;

import io.levee.change.RawText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.DiffEntry.ChangeType;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawTextComparator;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;

/// Differences of trees written as git writes them, one file at a time, as they are read. All
/// names are quoted, so none can be mistaken.
final class DiffText extends InputStream {
    /// Of one side of a file; of a larger one only the header is written, which says that it
    /// changed.
    static final int FILE_BYTES_MAX = 8 * 1024 * 1024;
    private static final int CONTEXT = 3;

    private final ObjectReader reader;
    private final Iterator<DiffEntry> entries;
    private final HistogramDiff histogram = new HistogramDiff();
    private ByteArrayOutputStream out = new ByteArrayOutputStream();
    private ByteArrayInputStream file = new ByteArrayInputStream(new byte[0]);

    DiffText(ObjectReader reader, List<DiffEntry> entries) {
        this.reader = reader;
        this.entries = entries.iterator();
        // without it, what has no unique line is one edit; with it, such files cost time by the square
        histogram.setFallbackAlgorithm(null);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        while (file.available() == 0 && entries.hasNext()) {
            out = new ByteArrayOutputStream();
            write(entries.next());
            file = new ByteArrayInputStream(out.toByteArray());
        }
        return file.read(into, offset, length);
    }

    private void write(DiffEntry entry) throws IOException {
        ChangeType type = entry.getChangeType();
        String old = type == ChangeType.ADD ? entry.getNewPath() : entry.getOldPath();
        String now = type == ChangeType.DELETE ? entry.getOldPath() : entry.getNewPath();
        line("diff --git %s %s".formatted(quoted("a/" + old), quoted("b/" + now)));
        modes(entry);
        if (type == ChangeType.RENAME || type == ChangeType.COPY) {
            String how = type.name().toLowerCase(Locale.ROOT);
            line("similarity index %d%%".formatted(entry.getScore()));
            line("%s from %s".formatted(how, quoted(old)));
            line("%s to %s".formatted(how, quoted(now)));
        }
        if (entry.getOldId().equals(entry.getNewId())) {
            return;
        }
        boolean sameMode = entry.getOldMode().equals(entry.getNewMode());
        line("index %s..%s%s"
                .formatted(
                        entry.getOldId().name(),
                        entry.getNewId().name(),
                        sameMode ? " " + mode(entry.getNewMode()) : ""));
        Optional<byte[]> before = content(entry.getOldMode(), entry.getOldId().toObjectId());
        Optional<byte[]> after = content(entry.getNewMode(), entry.getNewId().toObjectId());
        if (before.isEmpty() || after.isEmpty()) {
            return;
        }
        if (Store.isBinary(before.get()) || Store.isBinary(after.get())) {
            line("Binary files differ");
            return;
        }
        hunks(
                type == ChangeType.ADD ? "/dev/null" : quoted("a/" + old),
                type == ChangeType.DELETE ? "/dev/null" : quoted("b/" + now),
                new org.eclipse.jgit.diff.RawText(before.get()),
                new org.eclipse.jgit.diff.RawText(after.get()));
    }

    private void modes(DiffEntry entry) {
        ChangeType type = entry.getChangeType();
        if (type == ChangeType.ADD) {
            line("new file mode " + mode(entry.getNewMode()));
        } else if (type == ChangeType.DELETE) {
            line("deleted file mode " + mode(entry.getOldMode()));
        } else if (!entry.getOldMode().equals(entry.getNewMode())) {
            line("old mode " + mode(entry.getOldMode()));
            line("new mode " + mode(entry.getNewMode()));
        }
    }

    private static String mode(FileMode mode) {
        return "%06o".formatted(mode.getBits());
    }

    private Optional<byte[]> content(FileMode mode, ObjectId id) throws IOException {
        if (mode.equals(FileMode.MISSING)) {
            return Optional.of(new byte[0]);
        }
        if (mode.equals(FileMode.GITLINK)) {
            return Optional.of("Subproject commit %s\n".formatted(id.name()).getBytes(StandardCharsets.UTF_8));
        }
        return Store.bytes(reader, id, FILE_BYTES_MAX);
    }

    private void hunks(
            String old, String now, org.eclipse.jgit.diff.RawText before, org.eclipse.jgit.diff.RawText after)
            throws IOException {
        List<Edit> edits = histogram.diff(RawTextComparator.DEFAULT, before, after);
        if (!edits.isEmpty()) {
            line("--- " + old);
            line("+++ " + now);
        }
        int first = 0;
        while (first < edits.size()) {
            int last = first;
            while (last + 1 < edits.size()
                    && edits.get(last + 1).getBeginA() - edits.get(last).getEndA() <= 2 * CONTEXT) {
                last++;
            }
            hunk(edits.subList(first, last + 1), before, after);
            first = last + 1;
        }
    }

    private void hunk(List<Edit> edits, org.eclipse.jgit.diff.RawText before, org.eclipse.jgit.diff.RawText after)
            throws IOException {
        int leading = Math.min(CONTEXT, edits.getFirst().getBeginA());
        int trailing = Math.min(CONTEXT, before.size() - edits.getLast().getEndA());
        int startA = edits.getFirst().getBeginA() - leading;
        int startB = edits.getFirst().getBeginB() - leading;
        int countA = edits.getLast().getEndA() + trailing - startA;
        int countB = edits.getLast().getEndB() + trailing - startB;
        line("@@ -%d,%d +%d,%d @@"
                .formatted(countA == 0 ? startA : startA + 1, countA, countB == 0 ? startB : startB + 1, countB));
        int at = startA;
        for (Edit edit : edits) {
            lines(' ', before, at, edit.getBeginA());
            lines('-', before, edit.getBeginA(), edit.getEndA());
            lines('+', after, edit.getBeginB(), edit.getEndB());
            at = edit.getEndA();
        }
        lines(' ', before, at, startA + countA);
    }

    private void lines(char prefix, org.eclipse.jgit.diff.RawText text, int from, int to) throws IOException {
        for (int line = from; line < to; line++) {
            out.write(prefix);
            text.writeLine(out, line);
            out.write('\n');
            if (line == text.size() - 1 && text.isMissingNewlineAtEnd()) {
                line("\\ No newline at end of file");
            }
        }
    }

    private void line(String text) {
        out.writeBytes(RawText.encode(text));
        out.write('\n');
    }

    /// Quoted as C does.
    private static String quoted(String path) {
        StringBuilder quoted = new StringBuilder("\"");
        for (byte it : RawText.encode(path)) {
            if (it == '"' || it == '\\') {
                quoted.append('\\').append((char) it);
            } else if (it < ' ' || it == 0x7F) {
                quoted.append("\\%03o".formatted(it & 0xFF));
            } else {
                quoted.append((char) it);
            }
        }
        return quoted.append('"').toString();
    }
}
