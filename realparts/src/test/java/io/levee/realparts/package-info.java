/// Levee in front of systems that nobody here wrote, each run as a process of its own.
///
/// Read [Engines] (such processes), [Tap] (what reaches it), [Replica] and [Agent] (a whole Levee and who calls through
/// it), then the tests.
@NullMarked
package io.levee.realparts;

import org.jspecify.annotations.NullMarked;
