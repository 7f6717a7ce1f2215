/// Why a run failed, read from its logs.
@NullMarked
package io.levee.adapters.diagnosis;

import org.jspecify.annotations.NullMarked;
