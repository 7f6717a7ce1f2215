/// What a review says, written for people and for tools.
///
/// Read [ReviewReport] (the JSON that scripts rely on), then [Format]: each way to write it.
/// Everything that came with a change is escaped for where it is written.
@NullMarked
package io.levee.adapters.reports;

import org.jspecify.annotations.NullMarked;
