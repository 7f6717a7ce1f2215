/// Tests of the reader of diffs: cases by hand, what real tools write, random changes, broken diffs, large ones.
@NullMarked
package io.levee.change;

import org.jspecify.annotations.NullMarked;
