package io.levee.app.incident;

import io.levee.change.ChangedFile;
import io.levee.change.Contents;
import io.levee.change.Hunk;
import io.levee.change.Line;
import io.levee.change.RawText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A change as a diff that shows every line of each file, so that it can be reviewed by
/// structure without its repository.
final class CaseDiff {
    /// Of one diff: a file of the organisation has 1 MiB at most.
    static final int BYTES_MAX = 900 * 1024;

    private CaseDiff() {}

    /// @param leftOut paths of files for which there was no room
    record Written(String text, List<String> leftOut) {
        Written {
            leftOut = List.copyOf(leftOut);
        }
    }

    /// @param files those that matter most first
    static Written of(List<FileChange> files) {
        StringBuilder diff = new StringBuilder();
        List<String> leftOut = new ArrayList<>();
        long bytes = 0;
        for (FileChange file : files) {
            String one = of(file);
            long more = RawText.encode(one).length;
            if (bytes + more > BYTES_MAX) {
                leftOut.add(file.path());
            } else {
                diff.append(one);
                bytes += more;
            }
        }
        return new Written(diff.toString(), leftOut);
    }

    private static String of(FileChange change) {
        ChangedFile file = change.file();
        String path = file.path();
        StringBuilder diff =
                new StringBuilder("diff --git %s %s\n".formatted(quoted("a/" + path), quoted("b/" + path)));
        switch (file.kind()) {
            case ADDED -> diff.append("new file mode 100644\n");
            case DELETED -> diff.append("deleted file mode 100644\n");
            case MODIFIED, RENAMED, COPIED -> {}
        }
        boolean added = file.kind() == ChangedFile.Kind.ADDED;
        boolean deleted = file.kind() == ChangedFile.Kind.DELETED;
        diff.append("--- %s\n+++ %s\n"
                .formatted(added ? "/dev/null" : quoted("a/" + path), deleted ? "/dev/null" : quoted("b/" + path)));
        for (Hunk hunk : file.hunks()) {
            diff.append("@@ -%d,%d +%d,%d @@\n"
                    .formatted(hunk.startBefore(), hunk.countBefore(), hunk.startAfter(), hunk.countAfter()));
            hunk.lines()
                    .forEach(line -> diff.append(mark(line)).append(line.text()).append('\n'));
        }
        return diff.toString();
    }

    private static char mark(Line line) {
        return switch (line.kind()) {
            case CONTEXT -> ' ';
            case ADDED -> '+';
            case REMOVED -> '-';
        };
    }

    private static String quoted(String path) {
        return "\"%s\"".formatted(path.replace("\\", "\\\\").replace("\"", "\\\""));
    }

    /// Whole files of such a diff.
    static Contents contents() {
        return new Contents() {
            @Override
            public Optional<String> before(ChangedFile file) {
                return side(file, Line.Kind.ADDED);
            }

            @Override
            public Optional<String> after(ChangedFile file) {
                return side(file, Line.Kind.REMOVED);
            }
        };
    }

    private static Optional<String> side(ChangedFile file, Line.Kind without) {
        if (file.hunks().size() != 1
                || file.hunks().getFirst().startBefore() > 1
                || file.hunks().getFirst().startAfter() > 1) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder();
        file.hunks().getFirst().lines().stream()
                .filter(line -> line.kind() != without)
                .forEach(line -> text.append(line.text()).append('\n'));
        return Optional.of(text.toString());
    }
}
