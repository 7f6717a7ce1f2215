package io.levee.adapters.kafka.admin;

import io.levee.adapters.kafka.Waiting;
import io.levee.adapters.kafka.admin.ClusterState.Limited;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.quota.ClientQuotaFilter;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.apache.kafka.common.resource.ResourceType;

/// Reads what the rules need to know.
record Reading(Admin admin, Waiting waiting, KafkaBounds bounds, Set<String> untouchable) {
    static final int TOPICS_READ_MAX = 20_000;

    private static final String USER = "User:";
    private static final Set<String> EVERYBODY = Set.of("*", "ANONYMOUS");

    ClusterState state() {
        var nodes = admin.describeCluster().nodes();
        var quotas = admin.describeClientQuotas(ClientQuotaFilter.all()).entities();
        var acls = admin.describeAcls(new AclBindingFilter(
                        new ResourcePatternFilter(ResourceType.TOPIC, null, PatternType.ANY),
                        new AccessControlEntryFilter(null, null, AclOperation.ANY, AclPermissionType.ALLOW)))
                .values();
        return new ClusterState(
                waiting.on(nodes).size(), topics(names()), quotas(waiting.on(quotas)), writers(waiting.on(acls)));
    }

    /// Those that are agents'.
    List<String> names() {
        List<String> names = waiting.on(admin.listTopics().names()).stream()
                .filter(bounds::covers)
                .sorted()
                .toList();
        if (names.size() > TOPICS_READ_MAX) {
            throw new LeveeException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "`%d` topics begin as the bounds say: narrow `topics`".formatted(names.size()));
        }
        return names;
    }

    /// Of a topic that is deleted meanwhile there is nothing.
    Map<String, Topic> topics(List<String> names) {
        if (names.isEmpty()) {
            return Map.of();
        }
        List<ConfigResource> resources = names.stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        var described = admin.describeTopics(names).allTopicNames();
        var configured = admin.describeConfigs(resources).all();
        Map<ConfigResource, Config> configs = waiting.on(configured);
        Map<String, Topic> topics = new HashMap<>();
        for (Map.Entry<String, TopicDescription> each : waiting.on(described).entrySet()) {
            Config config = configs.get(new ConfigResource(ConfigResource.Type.TOPIC, each.getKey()));
            topics.put(each.getKey(), topic(each.getValue(), config == null ? List.of() : config.entries()));
        }
        return topics;
    }

    private static Topic topic(TopicDescription of, Collection<ConfigEntry> entries) {
        Map<String, String> configs = new HashMap<>();
        for (ConfigEntry entry : entries) {
            Optional.ofNullable(entry.value()).ifPresent(value -> configs.put(entry.name(), value));
        }
        int replicas = of.partitions().stream()
                .mapToInt(it -> it.replicas().size())
                .min()
                .orElse(1);
        return new Topic(of.partitions().size(), replicas, configs);
    }

    private static Map<Limited, Map<String, Double>> quotas(Map<ClientQuotaEntity, Map<String, Double>> all) {
        Map<Limited, Map<String, Double>> quotas = new HashMap<>();
        all.forEach((entity, limits) -> {
            Map<String, String> names = entity.entries(); // null is Kafka's word for a default
            String user = names.get(ClientQuotaEntity.USER);
            String client = names.get(ClientQuotaEntity.CLIENT_ID);
            boolean byDefault = names.containsKey(ClientQuotaEntity.CLIENT_ID) && client == null;
            if (user != null && !byDefault) {
                quotas.put(new Limited(user, Optional.ofNullable(client)), Map.copyOf(limits));
            }
        });
        return quotas;
    }

    private Set<String> writers(Collection<AclBinding> acls) {
        Set<String> writers = new HashSet<>();
        for (AclBinding acl : acls) {
            AclOperation operation = acl.entry().operation();
            String principal = acl.entry().principal();
            boolean writes = operation == AclOperation.WRITE || operation == AclOperation.ALL;
            if (writes && principal.startsWith(USER) && reaches(acl.pattern())) {
                writers.add(principal.substring(USER.length()));
            }
        }
        writers.removeIf(it -> untouchable.contains(it) && !EVERYBODY.contains(it));
        return writers;
    }

    private boolean reaches(ResourcePattern pattern) {
        String name = pattern.name();
        return switch (pattern.patternType()) {
            case PREFIXED -> bounds.covers(name) || bounds.prefixes().stream().anyMatch(it -> it.startsWith(name));
            default -> name.equals(ResourcePattern.WILDCARD_RESOURCE) || bounds.covers(name);
        };
    }
}
