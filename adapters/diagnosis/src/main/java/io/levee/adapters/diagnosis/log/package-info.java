/// Logs as events: bytes in, what failed out, in bounded memory.
///
/// Read [LineReader] (bytes to lines), [Automaton] (which words a line holds), [Wrapping] (what
/// collectors of logs put around a line), [Head] (time and level of a line), [Event] (a line and
/// what belongs to it), [EventReader] (all of it), [Chains] (exceptions and what caused them).
@NullMarked
package io.levee.adapters.diagnosis.log;

import org.jspecify.annotations.NullMarked;
