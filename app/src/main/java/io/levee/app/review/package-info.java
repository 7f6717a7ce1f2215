/// Reviewing changes from the command line, and putting a panel of reviewers together.
///
/// Read [ReviewCommand], then [Rulebooks] (what judges, from an organisation or without one) and
/// [OwnersOf] (CODEOWNERS of the reviewed repository).
@NullMarked
package io.levee.app.review;

import org.jspecify.annotations.NullMarked;
