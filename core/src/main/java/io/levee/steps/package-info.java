/// The seven steps that every door takes, by name, and ways to watch them: [Steps] one at a time, [Journeys] a whole
/// request. Watching changes nothing: rules never read it.
@NullMarked
package io.levee.steps;

import org.jspecify.annotations.NullMarked;
