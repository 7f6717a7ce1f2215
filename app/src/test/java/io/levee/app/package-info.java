/// Tests that need all of Levee: the architecture, the demo from end to end, and crashes of the whole process.
@NullMarked
package io.levee.app;

import org.jspecify.annotations.NullMarked;
