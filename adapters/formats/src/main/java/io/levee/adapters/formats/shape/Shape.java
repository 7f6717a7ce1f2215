package io.levee.adapters.formats.shape;

import io.levee.adapters.formats.tree.Node;
import io.levee.adapters.formats.tree.Piece;
import java.util.List;
import java.util.Optional;

/// One format, or a family of them, recognised by where a document is and what is in it.
@FunctionalInterface
public interface Shape {
    /// Empty where the document is something else.
    Optional<Shaped> of(Place place, Node document);

    /// A document by its parts.
    ///
    /// @param format in one word, as guardrails name it
    record Shaped(String format, List<Piece> pieces) {
        public Shaped {
            pieces = List.copyOf(pieces);
        }
    }
}
