package io.levee.adapters.forges;

import io.levee.change.Change;
import io.levee.change.ChangedFile;
import io.levee.change.UnifiedDiff;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// One file of a change as an API tells it: names and modes as JSON, hunks as text. The hunks are
/// read under a name of ours, so that no path and no hunk can pass for the header of another file.
///
/// @param modeBefore as git writes it; empty where it is not told or there was none
/// @param hunks      from `@@` on; empty where there are none
public record Patch(
        ChangedFile.Kind kind, String before, String after, String modeBefore, String modeAfter, String hunks) {
    private static final Set<String> MODES = Set.of("100644", "100755", "120000", "160000", "100664", "040000");
    private static final String ZERO = "0".repeat(40);
    private static final String ONE = "1".repeat(40);

    public Patch {
        modeBefore = MODES.contains(modeBefore) ? modeBefore : "";
        modeAfter = MODES.contains(modeAfter) ? modeAfter : "";
    }

    /// The file, or why it cannot be reviewed, or both.
    public Change read() {
        Change read = UnifiedDiff.read(new ByteArrayInputStream(Signatures.utf8(diff())));
        List<ChangedFile> files = new ArrayList<>();
        List<Change.NotReviewed> unseen = new ArrayList<>();
        read.notReviewed().forEach(it -> unseen.add(new Change.NotReviewed(after, it.why())));
        if (read.files().size() == 1) {
            files.add(named(read.files().getFirst()));
        } else if (unseen.isEmpty()) {
            unseen.add(new Change.NotReviewed(after, "its diff was not understood"));
        }
        return new Change(files, unseen);
    }

    private ChangedFile named(ChangedFile file) {
        return new ChangedFile(kind, before, after, modeBefore, modeAfter, file.body());
    }

    private String diff() {
        StringBuilder diff = new StringBuilder("diff --git a/file b/file\n");
        switch (kind) {
            case ADDED -> diff.append("new file mode %s\n".formatted(modeAfter.isEmpty() ? "100644" : modeAfter));
            case DELETED ->
                diff.append("deleted file mode %s\n".formatted(modeBefore.isEmpty() ? "100644" : modeBefore));
            case MODIFIED, RENAMED, COPIED -> {
                if (!modeBefore.equals(modeAfter)) {
                    diff.append("old mode %s\nnew mode %s\n".formatted(modeBefore, modeAfter));
                }
            }
        }
        if (!hunks.isEmpty()) {
            boolean sameMode = modeBefore.equals(modeAfter) && !modeAfter.isEmpty();
            diff.append("index %s..%s%s\n"
                    .formatted(
                            kind == ChangedFile.Kind.ADDED ? ZERO : ONE,
                            kind == ChangedFile.Kind.DELETED ? ZERO : ONE.replace('1', '2'),
                            sameMode ? " " + modeAfter : ""));
            diff.append(kind == ChangedFile.Kind.ADDED ? "--- /dev/null\n" : "--- a/file\n");
            diff.append(kind == ChangedFile.Kind.DELETED ? "+++ /dev/null\n" : "+++ b/file\n");
            diff.append(hunks);
            if (!hunks.endsWith("\n")) {
                diff.append('\n');
            }
        }
        return diff.toString();
    }
}
