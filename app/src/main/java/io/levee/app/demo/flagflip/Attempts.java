package io.levee.app.demo.flagflip;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/// What takes a cluster down, tried by one user on the broker itself.
public final class Attempts {
    private static final Duration ANSWER_MAX = Duration.ofSeconds(30);

    private final Admin admin;
    private final List<Attempt> made = new ArrayList<>();

    private Attempts(Admin admin) {
        this.admin = admin;
    }

    /// @param said `done`, or the name of what the broker refused it with:
    ///             `ClusterAuthorizationException`
    public record Attempt(String what, String said) {
        /// Whether the broker said that the user has no right to it.
        public boolean isDenied() {
            return said.endsWith("AuthorizationException");
        }
    }

    /// All of them; the list is as long whatever the broker says.
    ///
    /// @param login of the user
    public static List<Attempt> by(Map<String, Object> login) {
        try (Admin admin = Admin.create(login)) {
            Attempts attempts = new Attempts(admin);
            attempts.brokers();
            attempts.topics();
            attempts.quotas();
            attempts.rights();
            return List.copyOf(attempts.made);
        }
    }

    private void brokers() {
        for (String node : List.of("", "1")) {
            ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, node);
            String where = node.isEmpty() ? "of all brokers" : "of broker 1";
            set(broker, where, "message.max.bytes", "2097152");
            set(broker, where, "message.max.bytes", "1");
            set(broker, where, "max.connections", "1");
            set(broker, where, "log.retention.ms", "1");
        }
        attempt("unregister broker 1", admin.unregisterBroker(1).all());
    }

    private void topics() {
        ConfigResource orders = new ConfigResource(ConfigResource.Type.TOPIC, Orders.TOPIC);
        set(orders, "of orders", "retention.ms", "1");
        set(orders, "of orders", "min.insync.replicas", "3");
        attempt("delete orders", admin.deleteTopics(List.of(Orders.TOPIC)).all());
        attempt(
                "delete __consumer_offsets",
                admin.deleteTopics(List.of("__consumer_offsets")).all());
        attempt(
                "create a topic without bounds",
                admin.createTopics(List.of(new NewTopic("flood", 1, (short) 1))).all());
    }

    private void quotas() {
        for (String user : Arrays.asList(null, Orders.TOPIC + "-app")) {
            ClientQuotaEntity entity = new ClientQuotaEntity(Collections.singletonMap(ClientQuotaEntity.USER, user));
            for (String key : List.of(
                    "producer_byte_rate", "consumer_byte_rate", "request_percentage", "controller_mutation_rate")) {
                ClientQuotaAlteration.Op one = new ClientQuotaAlteration.Op(key, 1.0);
                attempt(
                        "set %s=1 of %s".formatted(key, user == null ? "every user" : user),
                        admin.alterClientQuotas(List.of(new ClientQuotaAlteration(entity, List.of(one))))
                                .all());
            }
        }
    }

    private void rights() {
        AccessControlEntry nobody = new AccessControlEntry("User:*", "*", AclOperation.ALL, AclPermissionType.DENY);
        ResourcePattern everything = new ResourcePattern(ResourceType.TOPIC, "*", PatternType.LITERAL);
        attempt(
                "deny everything to everybody",
                admin.createAcls(Set.of(new AclBinding(everything, nobody))).all());
    }

    private void set(ConfigResource resource, String where, String key, String value) {
        AlterConfigOp set = new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
        attempt(
                "set %s=%s %s".formatted(key, value, where),
                admin.incrementalAlterConfigs(Map.of(resource, List.of(set))).all());
    }

    private void attempt(String what, KafkaFuture<?> answer) {
        made.add(new Attempt(what, said(answer)));
    }

    private static String said(KafkaFuture<?> answer) {
        try {
            var _ = answer.get(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS);
            return "done";
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return cause.getClass().getSimpleName();
        } catch (TimeoutException _) {
            return "no answer";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the broker was asked", e);
        }
    }
}
