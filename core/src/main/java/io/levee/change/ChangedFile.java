package io.levee.change;

import java.util.List;
import java.util.Locale;

/// One file of a change. Paths are relative to the root of the repository, without `a/` and `b/`.
///
/// @param before     its path before; that of the source, of a rename or a copy; equal to `after`
///                   for an edit
/// @param after      its path after; of a file that is deleted, the path that it had
/// @param modeBefore as git writes it, `100644`; empty where the diff does not say
/// @param modeAfter  as git writes it; empty where the diff does not say
/// @param blobBefore id of its content before, as far as the diff's `index` line writes it; empty
///                   where it does not. Whoever wrote the diff chose it
/// @param blobAfter  id of its content after; as `blobBefore`
public record ChangedFile(
        Kind kind,
        String before,
        String after,
        String modeBefore,
        String modeAfter,
        Body body,
        String blobBefore,
        String blobAfter) {
    /// Where no ids are known.
    public ChangedFile(Kind kind, String before, String after, String modeBefore, String modeAfter, Body body) {
        this(kind, before, after, modeBefore, modeAfter, body, "", "");
    }

    public enum Kind {
        ADDED,
        DELETED,
        MODIFIED,
        RENAMED,
        COPIED;

        /// As people and guardrails write it: `added`.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What a diff says about the content of a file.
    public sealed interface Body {
        /// Lines; none where only the path or the mode changed.
        record Text(List<Hunk> hunks) implements Body {
            public Text {
                hunks = List.copyOf(hunks);
            }
        }

        /// Bytes that are no text.
        record Binary() implements Body {}

        /// Another repository, pinned at a commit; empty where there is none on that side.
        record Submodule(String before, String after) implements Body {}
    }

    /// Where somebody looks for it now.
    public String path() {
        return after;
    }

    /// The hunks of a text; none for anything else.
    public List<Hunk> hunks() {
        return body instanceof Body.Text(var hunks) ? hunks : List.of();
    }

    public List<Line> added() {
        return lines(Line.Kind.ADDED);
    }

    public List<Line> removed() {
        return lines(Line.Kind.REMOVED);
    }

    private List<Line> lines(Line.Kind kind) {
        return hunks().stream()
                .flatMap(hunk -> hunk.lines().stream())
                .filter(line -> line.kind() == kind)
                .toList();
    }
}
