package io.levee.adapters.formats;

import io.levee.adapters.formats.tree.Piece;
import java.util.List;
import java.util.Optional;

/// Reads the texts of one kind of file.
interface Language {
    /// A text, or what one hunk shows of it.
    ///
    /// @param first    the number of its first line
    /// @param fragment whether it is a piece of a file, which is read leniently
    record Text(String path, String text, int first, boolean fragment) {}

    /// One side of a comparison.
    ///
    /// @param problem why it is not what its format allows; empty where it is
    record Side(List<Piece> pieces, String problem) {
        public Side {
            pieces = List.copyOf(pieces);
        }
    }

    /// Both sides, read alike.
    record Both(String format, Side before, Side after) {}

    /// Empty where this is, looked at closely, no file of a known format.
    Optional<Both> read(Text before, Text after);
}
