/// Tests of what of the commands needs no Levee.
@NullMarked
package io.levee.cli;

import org.jspecify.annotations.NullMarked;
