package io.levee.adapters.formats.shape;

import java.util.Set;
import java.util.regex.Pattern;

/// Names of Kafka's settings, by which a file is known. From the tables "Topic configs",
/// "Broker configs", "Producer configs", "Consumer configs" and "Connect configs" of Kafka's
/// documentation (4.x, and those of 3.x that 4 removed).
final class KafkaKeys {
    private static final Set<String> TOPIC = Set.of(
            "cleanup.policy",
            "compression.type",
            "compression.gzip.level",
            "compression.lz4.level",
            "compression.zstd.level",
            "delete.retention.ms",
            "file.delete.delay.ms",
            "flush.messages",
            "flush.ms",
            "follower.replication.throttled.replicas",
            "index.interval.bytes",
            "leader.replication.throttled.replicas",
            "local.retention.bytes",
            "local.retention.ms",
            "max.compaction.lag.ms",
            "max.message.bytes",
            "message.downconversion.enable",
            "message.format.version",
            "message.timestamp.after.max.ms",
            "message.timestamp.before.max.ms",
            "message.timestamp.difference.max.ms",
            "message.timestamp.type",
            "min.cleanable.dirty.ratio",
            "min.compaction.lag.ms",
            "min.insync.replicas",
            "preallocate",
            "remote.storage.enable",
            "retention.bytes",
            "retention.ms",
            "segment.bytes",
            "segment.index.bytes",
            "segment.jitter.ms",
            "segment.ms",
            "unclean.leader.election.enable");

    /// What nothing but a broker or a controller has.
    private static final Pattern BROKER = Pattern.compile(
            "broker\\.(?:id|rack)|node\\.id|process\\.roles|log\\.dirs?|zookeeper\\.(?:connect|connection\\.timeout\\.ms)"
                    + "|controller\\.(?:quorum\\.|listener\\.names).*|inter\\.broker\\..*|advertised\\.listeners"
                    + "|log\\.(?:retention|segment|cleaner|flush|roll|message)\\..*|log\\.cleanup\\.policy"
                    + "|offsets\\.(?:topic|retention|commit|load)\\..*|transaction\\.state\\.log\\..*"
                    + "|default\\.replication\\.factor|num\\.(?:network|io|replica\\.fetchers|recovery).*"
                    + "|auto\\.create\\.topics\\.enable|delete\\.topic\\.enable|auto\\.leader\\.rebalance\\.enable"
                    + "|(?:group|share)\\.coordinator\\..*|group\\.initial\\.rebalance\\.delay\\.ms"
                    + "|alter\\.config\\.policy\\.class\\.name|create\\.topic\\.policy\\.class\\.name"
                    + "|authorizer\\.class\\.name|super\\.users|replica\\.[a-z.]+|socket\\.server\\..*");

    /// What a broker may have, in a file that is called like a broker's.
    private static final Pattern MAYBE_BROKER = Pattern.compile(
            "listeners|listener\\..*|num\\.partitions|message\\.max\\.bytes|max\\.connections.*|queued\\.max.*"
                    + "|socket\\.(?:send|receive|request)\\..*|min\\.insync\\.replicas|unclean\\.leader\\.election\\.enable"
                    + "|background\\.threads|fetch\\.max\\.bytes|quota\\..*|metric\\.reporters|compression\\.type"
                    + "|controlled\\.shutdown\\..*|remote\\.log\\..*|sasl\\..*|ssl\\..*|security\\..*");

    private static final Pattern CLIENT = Pattern.compile("bootstrap\\.servers|bootstrap\\.controllers");

    /// What a client may have, in a file that is called like a client's.
    private static final Pattern MAYBE_CLIENT = Pattern.compile(
            "acks|retries|linger\\.ms|batch\\.size|buffer\\.memory|compression\\.type|enable\\.idempotence"
                    + "|transactional\\.id|max\\.(?:block\\.ms|request\\.size|in\\.flight.*|poll\\..*)|delivery\\.timeout\\.ms"
                    + "|(?:key|value)\\.(?:serializer|deserializer|converter).*|partitioner\\..*|group\\..*|client\\..*"
                    + "|enable\\.auto\\.commit|auto\\.(?:commit\\.interval\\.ms|offset\\.reset)|fetch\\..*|isolation\\.level"
                    + "|session\\.timeout\\.ms|heartbeat\\.interval\\.ms|request\\.timeout\\.ms|metadata\\..*"
                    + "|(?:config|offset|status)\\.storage\\..*|offset\\.flush\\.interval\\.ms|plugin\\.path|rest\\..*"
                    + "|connector\\.class|tasks\\.max|sasl\\..*|ssl\\..*|security\\.protocol|interceptor\\.classes");

    private KafkaKeys() {}

    static boolean isTopic(String key) {
        return TOPIC.contains(key);
    }

    static boolean isBroker(String key) {
        return BROKER.matcher(key).matches();
    }

    static boolean mayBeBroker(String key) {
        return isBroker(key) || MAYBE_BROKER.matcher(key).matches();
    }

    static boolean isClient(String key) {
        return CLIENT.matcher(key).matches();
    }

    static boolean mayBeClient(String key) {
        return isClient(key) || MAYBE_CLIENT.matcher(key).matches();
    }
}
