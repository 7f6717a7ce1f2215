/// What models may suppose.
@NullMarked
package io.levee.rooms.jobs.supposing;

import org.jspecify.annotations.NullMarked;
