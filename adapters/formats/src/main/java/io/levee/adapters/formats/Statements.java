package io.levee.adapters.formats;

import io.levee.adapters.formats.tree.Piece;
import java.util.List;
import java.util.Optional;

/// A language whose files are pieces in themselves: statements, instructions, methods.
record Statements(String format, Reader reader) implements Language {
    @FunctionalInterface
    interface Reader {
        Side read(String text, int first);
    }

    @Override
    public Optional<Both> read(Text before, Text after) {
        return Optional.of(new Both(format, side(before), side(after)));
    }

    /// A piece of a file may end anywhere, which is no fault of the file.
    private Side side(Text text) {
        if (text.text().isBlank()) {
            return new Side(List.<Piece>of(), "");
        }
        Side side = reader.read(text.text(), text.first());
        return text.fragment() ? new Side(side.pieces(), "") : side;
    }
}
