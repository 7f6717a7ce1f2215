/// Tests of conditions and of the starter library.
@NullMarked
package io.levee.adapters.cel;

import org.jspecify.annotations.NullMarked;
