package io.levee.app.demo.flagflip;

import io.levee.adapters.kafka.Cluster;
import io.levee.adapters.kafka.admin.KafkaBounds;
import io.levee.adapters.kafka.admin.KafkaOperations;
import io.levee.app.demo.Folders;
import io.levee.app.drill.outside.GuardedKafka;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;

/// A real broker whose log directory is a small disk, with two applications on it: [Orders],
/// and a [Flood] behind a flag that is off. Each has a user of its own, and so has Levee for
/// its operations, and a second agent that has next to nothing. Closing it ends everything and
/// deletes its folder; what a killed run left, a start deletes.
public final class SmallBroker implements AutoCloseable {
    public static final String FLOODING_USER = "debug-app";
    public static final String SECOND_AGENT = "second-agent";

    static final long DISK_BYTES = 40L * 1024 * 1024;

    private static final String LEVEE = "levee";
    private static final String CLUSTER = "kafka-cluster";
    private static final Duration FIRST_ORDER_MAX = Duration.ofMinutes(1);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    /// Looks for old segments often, and removes them soon: the disk is full in seconds, not in
    /// days.
    private static final List<String> SETTINGS = List.of(
            "log.retention.check.interval.ms=500", "log.segment.delete.delay.ms=500", "log.initial.task.delay.ms=500");

    private final Path folder;
    private final SmallDisk disk;
    private final GuardedKafka kafka;
    private final String secret;
    private final Orders orders;
    private final Flood flood;
    private final DiskPeak peak;

    private long flippedNanos;
    private long ordersBefore;

    private SmallBroker(Path folder, SmallDisk disk, GuardedKafka kafka, String secret) {
        this.folder = folder;
        this.disk = disk;
        this.kafka = kafka;
        this.secret = secret;
        this.orders = Orders.start(kafka.client("orders-app", secret));
        this.flood = Flood.start(kafka.client(FLOODING_USER, secret));
        this.peak = DiskPeak.watch(disk, LOOK_EVERY);
    }

    /// Answers once orders are written.
    ///
    /// @param home   the checkout of Levee, with the engine `kafka` resolved
    /// @param folder deleted first, and again at the end
    /// @throws LeveeException where no small disk can be had here
    public static SmallBroker start(Path home, Path folder) throws IOException, InterruptedException {
        Folders.delete(folder);
        Files.createDirectories(folder);
        SmallDisk disk = SmallDisk.open(folder.resolve("disk"), DISK_BYTES);
        GuardedKafka kafka;
        try {
            kafka = GuardedKafka.start(home, folder, new GuardedKafka.Place(disk.at(), disk.inside(), SETTINGS));
        } catch (IOException | RuntimeException e) {
            disk.close();
            throw e;
        }
        SmallBroker broker;
        try {
            String secret = secret();
            prepare(kafka, secret);
            broker = new SmallBroker(folder, disk, kafka, secret);
        } catch (RuntimeException e) {
            kafka.close();
            disk.close();
            throw e;
        }
        if (!broker.orders.awaitWrittenAt(System.nanoTime(), FIRST_ORDER_MAX)) {
            broker.close();
            throw new LeveeException(ErrorCode.DEADLINE_EXCEEDED, "no order was written before the flag was flipped");
        }
        return broker;
    }

    private static void prepare(GuardedKafka kafka, String secret) {
        for (String user : List.of("orders-app", FLOODING_USER, SECOND_AGENT, LEVEE)) {
            kafka.issue(user, secret);
        }
        kafka.allow("orders-app", ResourceType.TOPIC, Orders.TOPIC, AclOperation.WRITE, AclOperation.DESCRIBE);
        kafka.allow(FLOODING_USER, ResourceType.TOPIC, Flood.TOPIC, AclOperation.WRITE, AclOperation.DESCRIBE);
        kafka.allow(SECOND_AGENT, ResourceType.TOPIC, "agents.second", AclOperation.WRITE, AclOperation.DESCRIBE);
        kafka.allow(
                LEVEE,
                ResourceType.CLUSTER,
                CLUSTER,
                AclOperation.ALTER,
                AclOperation.DESCRIBE,
                AclOperation.ALTER_CONFIGS,
                AclOperation.DESCRIBE_CONFIGS);
        kafka.allow(
                LEVEE,
                ResourceType.TOPIC,
                "*",
                AclOperation.CREATE,
                AclOperation.DELETE,
                AclOperation.ALTER,
                AclOperation.ALTER_CONFIGS,
                AclOperation.DESCRIBE,
                AclOperation.DESCRIBE_CONFIGS);
        List<NewTopic> topics =
                List.of(new NewTopic(Orders.TOPIC, 1, (short) 1), new NewTopic(Flood.TOPIC, 1, (short) 1));
        GuardedKafka.done(() -> kafka.admin().createTopics(topics).all().get());
    }

    public SmallDisk disk() {
        return disk;
    }

    public Orders orders() {
        return orders;
    }

    public Flood flood() {
        return flood;
    }

    /// Settings of a client on the broker that logs in as this user.
    public Map<String, Object> client(String user) {
        return kafka.client(user, secret);
    }

    /// Levee's operations here, within the bounds of the disk: agents have half of it.
    public KafkaOperations operations() {
        Cluster cluster = Cluster.of(
                Map.of(
                        "bootstrap",
                        kafka.bootstrap(),
                        "user",
                        LEVEE,
                        "secret",
                        LEVEE,
                        "protocol",
                        "SASL_PLAINTEXT",
                        "superusers",
                        "User:admin"),
                _ -> secret);
        KafkaBounds bounds = KafkaBounds.of(Map.of(
                "topics", "debug-,agents.",
                "diskBytes", String.valueOf(DISK_BYTES),
                "retentionBytesMax", String.valueOf(4 * 1024 * 1024),
                "segmentBytesMax", String.valueOf(2 * 1024 * 1024),
                "partitionsMax", "4",
                "replicas", "1",
                "lagMillis", "1000"));
        return new KafkaOperations(cluster, bounds, new SecureRandom());
    }

    /// Sets the flag; what is measured counts from the last time on.
    public void flip(int percent) {
        ordersBefore = orders.written().count();
        flippedNanos = System.nanoTime();
        flood.flag(percent);
    }

    /// Waits until the broker ends by itself.
    public Flooded awaitExit(Duration longest) throws InterruptedException {
        try {
            var _ = kafka.engine().exited().get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            // it lives: that is what is measured
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker cannot be waited for", e);
        }
        return measured();
    }

    /// Waits until an order is written that long after the flip, or the broker ended.
    ///
    /// @param longest for that order, from now on
    public Flooded awaitOrderAfter(Duration sinceFlip, Duration longest) throws InterruptedException {
        long wanted = flippedNanos + sinceFlip.toNanos();
        long end = System.nanoTime() + longest.toNanos();
        while (System.nanoTime() - end < 0 && !kafka.engine().exited().isDone()) {
            if (orders.awaitWrittenAt(wanted, Duration.ofMillis(200))) {
                break;
            }
        }
        return measured();
    }

    /// As it is now.
    public Flooded measured() {
        Orders.Written written = orders.written();
        long count = written.count() - ordersBefore;
        boolean alive = !kafka.engine().exited().isDone();
        return new Flooded(
                alive,
                alive ? Optional.empty() : Optional.of(kafka.engine().exited().join()),
                millis(System.nanoTime()),
                disk.used(),
                peak.bytes(),
                flood.bytes(),
                count,
                count == 0 ? -1 : millis(written.lastNanos()),
                kafka.engine().lastLog());
    }

    private long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos - flippedNanos);
    }

    @Override
    public void close() {
        peak.close();
        flood.close();
        orders.close();
        kafka.close();
        disk.close();
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            throw new LeveeException(ErrorCode.INTERNAL, "`%s` could not be deleted".formatted(folder), e);
        }
    }

    private static String secret() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
