/// Files of known formats, compared by structure: what [io.levee.change.Structures] asks for.
///
/// Read [KnownFormats] (the door), [Languages] (which reader a path asks for), [Trees] and
/// [Shapes] (notations that carry many formats), [Sides] (the texts of a file, whole or from
/// hunks), then the packages `tree` (what all readers make), `text` (notations), `shape`
/// (formats written in YAML, JSON or properties), `sql` and `code`.
@NullMarked
package io.levee.adapters.formats;

import org.jspecify.annotations.NullMarked;
