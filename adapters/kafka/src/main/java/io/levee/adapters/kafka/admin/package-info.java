/// Levee's own administration of a Kafka cluster, so that no agent has admin rights on a
/// broker. What there is no operation for does not exist: no broker setting, no default quota,
/// no unregistering, no internal topic.
///
/// Read [KafkaChange] (what may be asked), [KafkaBounds] (within what), [KafkaRules] (the
/// answer, pure, over a [ClusterState]), [Room] (how much disk all that agents may write can
/// take at worst), [KafkaOperations] (read, decide, do, remember what was), then [KafkaDoor]
/// (the same over HTTP, for the gateway alone).
@NullMarked
package io.levee.adapters.kafka.admin;

import org.jspecify.annotations.NullMarked;
