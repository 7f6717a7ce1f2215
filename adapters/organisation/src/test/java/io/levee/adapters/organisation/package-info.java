/// Tests of the organisation folder. [Folder] writes one to disk; `broken/*.case` under the resources is
/// the table of folders that are wrong, each with exactly the problems that must be found.
@NullMarked
package io.levee.adapters.organisation;

import org.jspecify.annotations.NullMarked;
