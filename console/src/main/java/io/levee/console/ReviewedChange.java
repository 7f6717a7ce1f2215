package io.levee.console;

import io.levee.console.ReviewReport.Concern;
import io.levee.console.ShownChange.ShownFile;
import io.levee.console.ShownChange.ShownLine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A change with each finding beside its line.
///
/// @param files     those with findings first, else as the change has them
/// @param elsewhere findings about files that the change does not show
/// @param unshown   files that the page has no room for
public record ReviewedChange(List<ReviewedFile> files, List<Found> elsewhere, int unshown) {
    static final int FILES_MAX = 400;
    /// A file without findings that has more is folded.
    static final int OPEN_LINES_MAX = 80;
    /// Likewise each file of a change that has more.
    static final int OPEN_ALL_MAX = 800;

    /// @param number from 1, over the review
    /// @param line   the anchor of its line, empty where none is shown
    public record Found(int number, Concern concern, String line) {}

    /// @param id the anchor; empty for a gap
    public record Row(String id, ShownLine line, List<Found> found) {
        public boolean isGap() {
            return line.isGap();
        }

        public String before() {
            return line.before() > 0 ? String.valueOf(line.before()) : "";
        }

        public String after() {
            return line.after() > 0 ? String.valueOf(line.after()) : "";
        }
    }

    /// @param top  findings about the whole of it, or about lines that are not shown
    /// @param open whether it is shown unfolded
    public record ReviewedFile(String id, ShownFile file, List<Found> top, List<Row> rows, boolean open) {
        public int added() {
            return count("added");
        }

        public int removed() {
            return count("removed");
        }

        public int found() {
            return top.size() + rows.stream().mapToInt(it -> it.found().size()).sum();
        }

        private int count(String kind) {
            return (int)
                    rows.stream().filter(it -> it.line().kind().equals(kind)).count();
        }
    }

    static ReviewedChange of(ShownChange change, List<Concern> concerns) {
        Map<String, Integer> byPath = new HashMap<>();
        List<ShownFile> all = change.files();
        for (int i = 0; i < all.size(); i++) {
            byPath.putIfAbsent(all.get(i).path(), i);
        }
        for (int i = 0; i < all.size(); i++) {
            byPath.putIfAbsent(all.get(i).before(), i);
        }
        Map<Integer, List<Found>> byFile = new HashMap<>();
        List<Found> elsewhere = new ArrayList<>();
        for (int i = 0; i < concerns.size(); i++) {
            Concern concern = concerns.get(i);
            @Nullable Integer at = byPath.get(concern.file());
            List<Found> list = at == null ? elsewhere : byFile.computeIfAbsent(at, _ -> new ArrayList<>());
            list.add(new Found(i + 1, concern, ""));
        }
        return new ReviewedChange(files(all, byFile), elsewhere, Math.max(0, all.size() - FILES_MAX));
    }

    private static List<ReviewedFile> files(List<ShownFile> all, Map<Integer, List<Found>> byFile) {
        int lines = all.stream().mapToInt(it -> it.lines().size()).sum();
        List<ReviewedFile> files = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            boolean small = lines <= OPEN_ALL_MAX && all.get(i).lines().size() <= OPEN_LINES_MAX;
            files.add(file("f" + (i + 1), all.get(i), byFile.getOrDefault(i, List.of()), small));
        }
        files.sort(Comparator.comparing(file -> file.found() == 0));
        return List.copyOf(files.subList(0, Math.min(FILES_MAX, files.size())));
    }

    private static ReviewedFile file(String id, ShownFile file, List<Found> found, boolean small) {
        Map<Integer, Integer> rowOf = rows(file.lines());
        Map<Integer, List<Found>> beside = new HashMap<>();
        List<Found> top = new ArrayList<>();
        for (Found one : found) {
            @Nullable Integer row = rowOf.get(one.concern().line());
            if (row == null) {
                top.add(one);
            } else {
                beside.computeIfAbsent(row, _ -> new ArrayList<>())
                        .add(new Found(
                                one.number(),
                                one.concern(),
                                anchor(id, file.lines().get(row))));
            }
        }
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < file.lines().size(); i++) {
            ShownLine line = file.lines().get(i);
            rows.add(new Row(line.isGap() ? "" : anchor(id, line), line, beside.getOrDefault(i, List.of())));
        }
        return new ReviewedFile(id, file, top, rows, small || !found.isEmpty());
    }

    /// By the number that a finding names: as the line stands after, else as it stood before.
    private static Map<Integer, Integer> rows(List<ShownLine> lines) {
        Map<Integer, Integer> rows = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).after() > 0) {
                rows.putIfAbsent(lines.get(i).after(), i);
            }
        }
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).number() > 0) {
                rows.putIfAbsent(lines.get(i).number(), i);
            }
        }
        return rows;
    }

    private static String anchor(String file, ShownLine line) {
        return line.after() > 0 ? file + "-n" + line.after() : file + "-o" + line.before();
    }
}
