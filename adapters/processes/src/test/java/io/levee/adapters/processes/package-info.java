/// Tests with real trees of processes, looked for in `/proc` without the code under test.
@NullMarked
package io.levee.adapters.processes;

import org.jspecify.annotations.NullMarked;
