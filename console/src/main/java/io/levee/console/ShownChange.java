package io.levee.console;

import java.util.List;

/// A change as the API tells it, without its secrets.
///
/// @param cut lines that the API left out
public record ShownChange(String name, List<ShownFile> files, int cut) {
    static final ShownChange NONE = new ShownChange("", List.of(), 0);

    public ShownChange {
        files = List.copyOf(files);
    }

    /// @param kind `added`, `deleted`, `modified`, `renamed` or `copied`
    /// @param body `text`, `binary` or `submodule`
    public record ShownFile(String before, String after, String kind, String body, List<ShownLine> lines) {
        public ShownFile {
            before = Plain.text(before);
            after = Plain.text(after);
            lines = List.copyOf(lines);
        }

        /// Where somebody looks for it.
        public String path() {
            return after.isEmpty() ? before : after;
        }

        /// Where it was, empty where it did not move.
        public String from() {
            return kind.equals("renamed") || kind.equals("copied") ? before : "";
        }
    }

    /// @param kind   `context`, `added`, `removed`, or `gap` between two hunks
    /// @param before its number before; 0 where it was added
    /// @param after  its number after; 0 where it was removed
    public record ShownLine(String kind, int before, int after, String text) {
        public ShownLine {
            text = Plain.text(text);
        }

        boolean isGap() {
            return kind.equals("gap");
        }

        /// The one number that findings name.
        int number() {
            return after > 0 ? after : before;
        }
    }
}
