/// Ends the applications of agents on YARN and on standalone Spark: a layer of the runtime. On Kubernetes the stopper
/// for
/// Kubernetes does, by the labels that Spark gives its pods; a driver that Levee launched is one of its process trees.
///
/// Read [SparkKind] (settings), [SparkStopper] (stop, verify, rehearse), [Cluster] with [Yarn] and [Standalone] (the
/// wire), [Covering] (how what an agent has is named).
@NullMarked
package io.levee.adapters.spark;

import org.jspecify.annotations.NullMarked;
