/// SQL as PostgreSQL writes it, read as statements: no grammar, but exact about what is a word,
/// a literal or a comment.
///
/// Read [SqlTokens] (one pass over the text), [Statement], [SqlText] (tokens to statements),
/// [Verbs] (what a statement does, to what).
@NullMarked
package io.levee.adapters.formats.sql;

import org.jspecify.annotations.NullMarked;
