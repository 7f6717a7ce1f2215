/// Facts to canonical JSON and back. [JacksonFactCodec] writes and reads the line of an entry; [FactTypes] is
/// the table of everything that has a line; a [Wire] says how the values of one type look, and [Wires] finds
/// it for a record by its components; [CanonicalJson] writes the only form that a value has. Jackson cuts a
/// line into tokens; nothing else of it is used, so that no release of it can change what is hashed.
@NullMarked
package io.levee.adapters.json;

import org.jspecify.annotations.NullMarked;
