/// The seven steps that every door takes, by name, and a way to watch them ([Steps]). Watching changes nothing: rules
/// never read it.
@NullMarked
package io.levee.steps;

import org.jspecify.annotations.NullMarked;
