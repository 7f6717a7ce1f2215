/// Reviewing changes from the command line, and putting a panel of reviewers together.
///
/// Read [ReviewCommand], then [Ground] and [Rulebooks] (what judges, from an organisation or
/// without one) and [OwnersOf] (CODEOWNERS of the reviewed repository); [Lessons] (what a
/// history teaches) and [Remembered] (what of it one review uses).
@NullMarked
package io.levee.app.review;

import org.jspecify.annotations.NullMarked;
