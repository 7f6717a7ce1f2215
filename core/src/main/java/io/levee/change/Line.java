package io.levee.change;

/// One line of a hunk.
///
/// @param before its number before, from 1; 0 where it was added
/// @param after  its number after, from 1; 0 where it was removed
/// @param text   without its line feed; a carriage return before that is part of the text. Bytes
///               that are no UTF-8 are kept one by one as U+DC80 to U+DCFF (the byte plus
///               0xDC00), so that no two lines read the same
/// @param ended  whether a line feed ends it; false for the last line of a file without one
public record Line(Kind kind, int before, int after, String text, boolean ended) {
    public enum Kind {
        CONTEXT,
        ADDED,
        REMOVED
    }

    /// The number to show: where it stands after, or where it stood.
    public int number() {
        return after > 0 ? after : before;
    }
}
