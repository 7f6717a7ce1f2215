/// Proves what is watched and, more important, what is not.
@NullMarked
package io.levee.adapters.telemetry;

import org.jspecify.annotations.NullMarked;
