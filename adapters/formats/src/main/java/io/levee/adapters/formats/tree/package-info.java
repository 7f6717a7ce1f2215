/// What every reader makes of a file, and how two of them are compared.
///
/// Read [Node] (a tree that knows its lines), [Budget] (how large it may grow), [Reading] (what
/// a reader answers), [Piece] (a named thing of a file), then [TreeDiff] with [Pairs] (single
/// values) and [PieceDiff] (pieces).
@NullMarked
package io.levee.adapters.formats.tree;

import org.jspecify.annotations.NullMarked;
