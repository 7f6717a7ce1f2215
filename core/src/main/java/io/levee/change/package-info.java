/// A change of files: what comes in where somebody edits a repository, a flag or a configuration.
///
/// Read [Change] (files and what nobody can review), [ChangedFile], [Hunk] and [Line] (what a diff says), [UnifiedDiff]
/// (how it is read: [DiffReader], [FileHeader], [OpenHunk], and what else others would read in it: [OtherReaders]),
/// [RawText] (text that loses no byte), [HunkFit] (putting hunks on a text), [Contents] (whole files, where they are
/// known), and then [StructuredChange]: the same change as parts and values of a known format, which [Structures]
/// finds.
/// Beside it stands what text of strangers may hide: [HiddenText], [Secrets], and [PlainWords] for what models write.
/// Nothing here judges.
@NullMarked
package io.levee.change;

import org.jspecify.annotations.NullMarked;
