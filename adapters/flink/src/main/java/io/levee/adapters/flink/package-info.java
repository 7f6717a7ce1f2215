/// Jobs on Flink clusters that Levee does not run. Stops end those of agents, which may reach the cluster without
/// Levee;
/// an engine runs jobs there that were admitted.
///
/// Of the engine, read [FlinkEngines] (settings), [FlinkEngine] (begin, look, end), [Beginning] (one begin),
/// [FlinkCommand] (what people type), [Checkpoints] (from where an attempt goes on), [FlinkRuns] (the wire). Of stops,
/// read [FlinkKind] (settings), [FlinkStopper] (stop, verify, rehearse), [Cancelling] (one stop), [TaskManagers] (what
/// is left where a job's code swallows every interrupt), [FlinkRest] (the wire).
@NullMarked
package io.levee.adapters.flink;

import org.jspecify.annotations.NullMarked;
