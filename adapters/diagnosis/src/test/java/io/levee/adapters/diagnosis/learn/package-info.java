/// Tests.
@NullMarked
package io.levee.adapters.diagnosis.learn;

import org.jspecify.annotations.NullMarked;
