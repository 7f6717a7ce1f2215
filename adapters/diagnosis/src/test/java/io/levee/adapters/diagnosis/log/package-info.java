/// Tests.
@NullMarked
package io.levee.adapters.diagnosis.log;

import org.jspecify.annotations.NullMarked;
