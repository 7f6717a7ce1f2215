/// Terminates the workflows of agents on Temporal: a layer of the runtime. What a worker does at that moment goes on in
/// its process until it next reports: the worker itself is for the stopper of what it runs on.
///
/// Read [TemporalKind] (settings), [TemporalStopper] (stop, verify, rehearse), [Workflows] (the wire).
@NullMarked
package io.levee.adapters.temporal;

import org.jspecify.annotations.NullMarked;
