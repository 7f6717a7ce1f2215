/// One reader for each kind of file in the folder. A reader sees one file alone, so its result can be kept
/// for as long as the file does not change; whatever needs the whole folder is a [Reference] that the
/// assembly follows later.
///
/// Read [Layout] (which file is read by whom), [Part] (what one file says), [Declaration] (what it declares) and
/// [Reference] (what it names), then any reader; [PassportReader] is typical.
@NullMarked
package io.levee.adapters.organisation.parts;

import org.jspecify.annotations.NullMarked;
