/// Tests.
@NullMarked
package io.levee.adapters.diagnosis;

import org.jspecify.annotations.NullMarked;
