/// Stops users of a Kafka cluster that somebody else runs: every request of theirs is denied, also on connections that
/// stand, their SCRAM credentials are gone, and what they had begun in a transaction is aborted.
///
/// Read [UserStopper] (what a stop is), [Denials] (the ACLs, and how Levee knows its own), [Users] (the requests),
/// [Rehearsal] (the same with the canary), then [Cluster] (how it connects). ADR 0111 says why.
@NullMarked
package io.levee.adapters.kafka;

import org.jspecify.annotations.NullMarked;
