/// Java and Python by the grammars of tree-sitter: classes, methods and functions.
///
/// Read [CodeText] (parse, walk, name), [Grammar] (what a language calls its parts), [Declaration] (one part).
@NullMarked
package io.levee.adapters.formats.code;

import org.jspecify.annotations.NullMarked;
