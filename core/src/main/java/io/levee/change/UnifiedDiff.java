package io.levee.change;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/// Reads unified diffs as git, GNU diff, Subversion and Mercurial write them: one or many, with
/// whatever text around, such as the output of `git log -p` or a mail.
///
/// Nothing that `git apply`, `git am` or GNU patch would change is left out in silence: it is in
/// [Change#files], or [Change#notReviewed] says of the file, or of the diff, what was not
/// understood. Of what goes past a limit it says how much. The limits are
/// [DiffLines#LINE_BYTES_MAX], [DiffLines#BYTES_MAX], [KeptLines#FILE_LINES_MAX],
/// [KeptLines.Room#LINES_MAX], [KeptLines.Room#TEXT_MAX], [Gathered#FILES_MAX] and
/// [HeaderPaths#PATH_BYTES_MAX].
public final class UnifiedDiff {
    private UnifiedDiff() {}

    /// Never throws for what stands in the diff, nor where it cannot be read to its end. Does not
    /// close it.
    public static Change read(InputStream diff) {
        return new DiffReader(new DiffLines(diff)).read();
    }

    /// @param diff as [RawText] has it, where it is no UTF-8
    public static Change read(String diff) {
        return read(new ByteArrayInputStream(RawText.encode(diff)));
    }
}
