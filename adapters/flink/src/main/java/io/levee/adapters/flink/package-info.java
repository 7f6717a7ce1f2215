/// Ends the jobs of agents on a Flink cluster: a layer of the runtime. Levee does not run the cluster, and agents may
/// reach it without Levee.
///
/// Read [FlinkKind] (settings), [FlinkStopper] (stop, verify, rehearse), [Cancelling] (one stop), [TaskManagers] (what
/// is left where a job's code swallows every interrupt), [FlinkRest] (the wire).
@NullMarked
package io.levee.adapters.flink;

import org.jspecify.annotations.NullMarked;
