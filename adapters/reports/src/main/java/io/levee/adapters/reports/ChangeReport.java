package io.levee.adapters.reports;

import io.levee.change.ChangedFile;
import io.levee.change.Hunk;
import io.levee.change.Line;
import io.levee.change.Secrets;
import io.levee.rooms.review.ReviewRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A change as people look at it: without its secrets, and without more lines than anybody reads.
///
/// @param name what its author calls it
/// @param cut  lines that are not here
public record ChangeReport(String name, List<ShownFile> files, int cut) {
    public static final int LINES_MAX = 5_000;
    public static final int LINE_LENGTH_MAX = 1_000;

    public ChangeReport {
        files = List.copyOf(files);
    }

    /// @param kind `added`, `deleted`, `modified`, `renamed` or `copied`
    public record ShownFile(String before, String after, String kind, String body, List<ShownLine> lines) {
        public ShownFile {
            lines = List.copyOf(lines);
        }
    }

    /// @param kind   `context`, `added`, `removed`, or `gap` between two hunks
    /// @param before its number before; 0 where it was added
    public record ShownLine(String kind, int before, int after, String text) {}

    public static ChangeReport of(ReviewRequest request) {
        List<ShownFile> files = new ArrayList<>();
        int room = LINES_MAX;
        int cut = 0;
        for (ChangedFile file : request.change().files()) {
            List<ShownLine> lines = lines(file);
            int shown = Math.min(room, lines.size());
            room -= shown;
            cut += lines.size() - shown;
            files.add(new ShownFile(
                    file.before(), file.after(), file.kind().word(), body(file), lines.subList(0, shown)));
        }
        return new ChangeReport(request.name(), files, cut);
    }

    private static String body(ChangedFile file) {
        return switch (file.body()) {
            case ChangedFile.Body.Text _ -> "text";
            case ChangedFile.Body.Binary _ -> "binary";
            case ChangedFile.Body.Submodule _ -> "submodule";
        };
    }

    private static List<ShownLine> lines(ChangedFile file) {
        List<ShownLine> lines = new ArrayList<>();
        for (Hunk hunk : file.hunks()) {
            if (!lines.isEmpty()) {
                lines.add(new ShownLine("gap", 0, 0, ""));
            }
            Secrets.Reader before = new Secrets.Reader();
            Secrets.Reader after = new Secrets.Reader();
            for (Line line : hunk.lines()) {
                String was = line.kind() == Line.Kind.ADDED ? "" : before.redacted(line.text());
                String text = line.kind() == Line.Kind.REMOVED ? was : after.redacted(line.text());
                lines.add(new ShownLine(
                        line.kind().name().toLowerCase(Locale.ROOT),
                        line.before(),
                        line.after(),
                        Shown.plain(
                                text.length() > LINE_LENGTH_MAX ? text.substring(0, LINE_LENGTH_MAX) + "…" : text)));
            }
        }
        return lines;
    }
}
