/// Java and Python by the grammars of tree-sitter: classes, methods and functions.
///
/// Read [Grammar] (what a language calls its parts), [CodeText] (limits, then the parser),
/// [Walk], [Declaration] (one part).
@NullMarked
package io.levee.adapters.formats.code;

import org.jspecify.annotations.NullMarked;
