/// A change of files: what comes in where somebody edits a repository, a flag or a configuration.
///
/// Read [Change] (files and what nobody can review), [ChangedFile], [Hunk] and [Line] (what a
/// diff says), [UnifiedDiff] (how it is read), [Contents] (whole files, where they are known),
/// and then [StructuredChange]: the same change as parts and values of a known format, which
/// [Structures] finds. What must not be taken for what it seems is found by [HiddenText], what
/// must not leave this house by [Secrets]. Nothing here judges.
@NullMarked
package io.levee.change;

import org.jspecify.annotations.NullMarked;
