/// Repositories of git, read: changes with whole files, and what their history tells.
///
/// Read [GitHistory] (the front door), [RangeChange] (a change with its
/// [io.levee.change.Contents]), [Trees] and [DiffText] (how two trees become a change), [Commit],
/// [Revert] and [Together] (history). Nothing is ever written, and no program, hook, filter or
/// configuration of anybody is used.
@NullMarked
package io.levee.adapters.git;

import org.jspecify.annotations.NullMarked;
