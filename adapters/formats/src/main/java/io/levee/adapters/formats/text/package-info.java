/// Texts to trees that know their lines: one reader for each notation, and one for what is
/// broken or cut.
///
/// Read [YamlText] with [JudgedEvents] (limits before a tree is made) and [Unresolved],
/// [JsonText], [PropertiesText], [TomlText], then [IndentScan] and [Sprout] (nesting by
/// indentation alone).
@NullMarked
package io.levee.adapters.formats.text;

import org.jspecify.annotations.NullMarked;
