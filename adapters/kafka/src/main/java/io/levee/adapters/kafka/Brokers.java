package io.levee.adapters.kafka;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.common.Node;

/// The brokers of a cluster, each of which learns from the controller in its own time.
public record Brokers(Admin admin, Waiting waiting) {
    /// How many have not read in the controller's log as far as it is decided now, once there
    /// is no time left to wait for them. What was decided is not known to count on one of
    /// these.
    public int behind() {
        Set<Integer> behind = new HashSet<>();
        waiting.on(admin.describeCluster().nodes()).stream().map(Node::id).forEach(behind::add);
        QuorumInfo first = waiting.on(admin.describeMetadataQuorum().quorumInfo());
        first.observers().forEach(replica -> behind.add(replica.replicaId()));
        QuorumInfo now = first;
        while (true) {
            for (List<QuorumInfo.ReplicaState> replicas : List.of(now.voters(), now.observers())) {
                replicas.stream()
                        .filter(replica -> replica.logEndOffset() >= first.highWatermark())
                        .forEach(replica -> behind.remove(replica.replicaId()));
            }
            if (behind.isEmpty() || waiting.isOver()) {
                return behind.size();
            }
            waiting.pause();
            now = waiting.on(admin.describeMetadataQuorum().quorumInfo());
        }
    }
}
