package io.levee.adapters.kafka.admin;

import io.levee.adapters.kafka.Waiting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.apache.kafka.common.resource.ResourceType;

/// Makes a change that was allowed. Each can be made again.
record Doing(Admin admin, Waiting waiting, KafkaBounds bounds) {
    /// @param before what the rules saw
    /// @return whether anything had to be done
    boolean make(KafkaChange change, ClusterState before) {
        return switch (change) {
            case KafkaChange.CreateTopic create -> create(create, before);
            case KafkaChange.AlterTopic alter -> alter(alter, before);
            case KafkaChange.DeleteTopic(String topic) -> before.topics().containsKey(topic) && delete(topic);
            case KafkaChange.SetQuota quota -> limit(quota, before);
            case KafkaChange.Grant(String user, KafkaChange.Role role, String prefix) -> {
                List<AclBinding> missing = new ArrayList<>(grants(user, role, prefix));
                missing.removeAll(acls(user));
                if (!missing.isEmpty()) {
                    waiting.on(admin.createAcls(missing).all());
                }
                yield !missing.isEmpty();
            }
            case KafkaChange.Revoke(String user, KafkaChange.Role role, String prefix) -> revoke(user, role, prefix);
        };
    }

    private boolean create(KafkaChange.CreateTopic create, ClusterState before) {
        if (before.topics().containsKey(create.topic())) {
            return false;
        }
        Map<String, String> configs = new HashMap<>(create.configs());
        configs.put(Topic.CLEANUP, "delete"); // whatever the brokers have for topics that say nothing
        NewTopic topic = new NewTopic(create.topic(), create.partitions(), (short) bounds.replicas()).configs(configs);
        waiting.on(admin.createTopics(List.of(topic)).all());
        return true;
    }

    private boolean alter(KafkaChange.AlterTopic alter, ClusterState before) {
        Topic was = before.topics().getOrDefault(alter.topic(), new Topic(0, 0, Map.of()));
        boolean grows = alter.partitions().filter(it -> it > was.partitions()).isPresent();
        List<AlterConfigOp> sets = new ArrayList<>();
        alter.configs().forEach((key, value) -> {
            if (!value.equals(was.configs().get(key))) {
                sets.add(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET));
            }
        });
        if (!sets.isEmpty()) { // before there are more partitions that a missing bound would be missing for
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, alter.topic());
            waiting.on(admin.incrementalAlterConfigs(Map.of(resource, sets)).all());
        }
        if (grows) {
            NewPartitions total = NewPartitions.increaseTo(alter.partitions().orElseThrow());
            waiting.on(admin.createPartitions(Map.of(alter.topic(), total)).all());
        }
        return grows || !sets.isEmpty();
    }

    private boolean delete(String topic) {
        try {
            var _ = waiting.value(admin.deleteTopics(Set.of(topic)).all());
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw Waiting.translated(e.getCause() == null ? e : e.getCause());
        }
    }

    private boolean limit(KafkaChange.SetQuota quota, ClusterState before) {
        Map<String, Double> was =
                before.quotas().getOrDefault(new ClusterState.Limited(quota.user(), quota.client()), Map.of());
        if (was.entrySet().containsAll(quota.limits().entrySet())) {
            return false;
        }
        Map<String, String> names = new HashMap<>(Map.of(ClientQuotaEntity.USER, quota.user()));
        quota.client().ifPresent(client -> names.put(ClientQuotaEntity.CLIENT_ID, client));
        List<ClientQuotaAlteration.Op> operations = quota.limits().entrySet().stream()
                .map(each -> new ClientQuotaAlteration.Op(each.getKey(), each.getValue()))
                .toList();
        waiting.on(admin.alterClientQuotas(List.of(new ClientQuotaAlteration(new ClientQuotaEntity(names), operations)))
                .all());
        return true;
    }

    private boolean revoke(String user, KafkaChange.Role role, String prefix) {
        List<AclBinding> there = new ArrayList<>(grants(user, role, prefix));
        there.retainAll(acls(user));
        KafkaChange.Role other =
                role == KafkaChange.Role.PRODUCER ? KafkaChange.Role.CONSUMER : KafkaChange.Role.PRODUCER;
        boolean keepsOther = acls(user).containsAll(grants(user, other, prefix));
        if (keepsOther) {
            there.removeAll(grants(user, other, prefix)); // both roles describe topics
        }
        if (!there.isEmpty()) {
            var _ = waiting.on(
                    admin.deleteAcls(there.stream().map(AclBinding::toFilter).toList())
                            .all());
        }
        return !there.isEmpty();
    }

    private Collection<AclBinding> acls(String user) {
        KafkaFuture<Collection<AclBinding>> asked = admin.describeAcls(new AclBindingFilter(
                        ResourcePatternFilter.ANY,
                        new AccessControlEntryFilter("User:" + user, null, AclOperation.ANY, AclPermissionType.ALLOW)))
                .values();
        return waiting.on(asked);
    }

    private static List<AclBinding> grants(String user, KafkaChange.Role role, String prefix) {
        return switch (role) {
            case PRODUCER ->
                List.of(
                        allow(user, ResourceType.TOPIC, prefix, AclOperation.DESCRIBE),
                        allow(user, ResourceType.TOPIC, prefix, AclOperation.WRITE));
            case CONSUMER ->
                List.of(
                        allow(user, ResourceType.TOPIC, prefix, AclOperation.DESCRIBE),
                        allow(user, ResourceType.TOPIC, prefix, AclOperation.READ),
                        allow(user, ResourceType.GROUP, prefix, AclOperation.READ));
        };
    }

    private static AclBinding allow(String user, ResourceType type, String prefix, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(type, prefix, PatternType.PREFIXED),
                new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW));
    }
}
