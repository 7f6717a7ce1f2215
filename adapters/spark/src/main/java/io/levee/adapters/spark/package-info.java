/// Ends the applications of agents on YARN and on standalone Spark: a layer of the runtime. On Kubernetes the
/// stopper for Kubernetes does, by the labels that Spark gives its pods; a driver that Levee launched is one of
/// its process trees.
///
/// Read [SparkKind] (settings), [SparkStopper] (stop, verify, rehearse), [Cluster] with [Yarn] and [Standalone] (the
/// wire), [Covering] (how what an agent has is named).
///
/// Jobs of agents run on standalone clusters: read [SparkEngines] (settings), [SparkEngine], [SparkCommand] and
/// [Submission] (what is begun), [Submissions] (the wire), [Records] (which driver is which attempt).
@NullMarked
package io.levee.adapters.spark;

import org.jspecify.annotations.NullMarked;
