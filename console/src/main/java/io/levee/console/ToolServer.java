package io.levee.console;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One server of MCP as the API tells it, with what waits for a person to approve it.
///
/// @param unlisted how many more wait
public record ToolServer(String server, String owner, boolean reachable, List<Waiting> waiting, int unlisted) {

    /// @param command  approves it; null where there is nothing to approve
    /// @param approved null where nothing was approved, or nobody knows what
    /// @param cut      whether the answer had no room for what it says
    public record Waiting(
            String kind,
            String name,
            String state,
            @Nullable String command,
            @Nullable String approved,
            List<Change> changes,
            int unlisted,
            boolean cut) {
        public boolean isChanged() {
            return state.equals("changed");
        }

        /// Its state in a word or two.
        public String word() {
            return switch (state) {
                case "changed" -> "changed";
                case "not-offered" -> "vanished";
                case "not-approved" -> "never approved";
                default -> "new";
            };
        }

        /// What that means.
        public String meaning() {
            return switch (state) {
                case "changed" -> "It is not what was approved, so agents neither see nor call it.";
                case "not-offered" -> "The organisation describes it, and the server does not offer it.";
                case "not-approved" -> "The organisation describes it, and nobody approved what the server says of it.";
                default ->
                    "The server offers it, and the organisation does not describe it: for agents it does not exist.";
            };
        }

        /// Whether only the new side can be shown of what changed.
        public boolean isOldUnknown() {
            return isChanged() && approved == null;
        }
    }

    public record Change(String path, String what, List<Line> lines) {
        /// Old beside new: what went stands beside what came in its place.
        public List<Row> rows() {
            List<Row> rows = new ArrayList<>();
            Deque<String> old = new ArrayDeque<>();
            Deque<String> now = new ArrayDeque<>();
            for (Line line : lines) {
                switch (line.side()) {
                    case "old" -> old.add(line.text());
                    case "new" -> now.add(line.text());
                    default -> {
                        flush(old, now, rows);
                        rows.add(new Row(line.side().equals("gap") ? "gap" : "same", line.text(), line.text()));
                    }
                }
            }
            flush(old, now, rows);
            return rows;
        }

        private static void flush(Deque<String> old, Deque<String> now, List<Row> rows) {
            while (!old.isEmpty() || !now.isEmpty()) {
                rows.add(new Row("other", old.poll(), now.poll()));
            }
        }
    }

    public record Line(String side, String text) {}

    /// @param kind `same`, `gap` or `other`
    /// @param old  null where something came
    /// @param now  null where something went
    public record Row(
            String kind, @Nullable String old, @Nullable String now) {}
}
