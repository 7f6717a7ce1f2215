package io.levee.engines.connect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.connect.cli.ConnectDistributed;

/// One Kafka broker in KRaft mode and one distributed worker of Kafka Connect, as their own programs start them.
/// Arguments: an empty folder, and free ports for the broker, its controller and the REST of Connect.
///
/// Ends with its standard input: it never outlives whoever started it.
public final class BrokerAndWorker {
    private BrokerAndWorker() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        String broker = "127.0.0.1:" + arguments[1];
        Path server = write(folder, "server.properties", server(folder, broker, "127.0.0.1:" + arguments[2]));
        Path worker = write(folder, "worker.properties", worker(broker, "http://127.0.0.1:" + arguments[3]));
        int formatted = StorageTool.execute(
                new String[] {"format", "-t", Uuid.randomUuid().toString(), "-c", server.toString(), "--standalone"},
                System.err);
        if (formatted != 0) {
            throw new IllegalStateException("cannot format `%s`".formatted(folder));
        }
        Thread.ofPlatform().name("broker").daemon().start(() -> Kafka.main(new String[] {server.toString()}));
        Thread.ofPlatform()
                .name("worker")
                .daemon()
                .start(() -> ConnectDistributed.main(new String[] {worker.toString()}));
        awaitEnd();
        // Nothing here is worth an orderly end, and the files are the caller's to delete.
        Runtime.getRuntime().halt(0);
    }

    private static List<String> server(Path folder, String broker, String controller) {
        return List.of(
                "process.roles=broker,controller",
                "node.id=1",
                "listeners=PLAINTEXT://%s,CONTROLLER://%s".formatted(broker, controller),
                "controller.quorum.bootstrap.servers=" + controller,
                "controller.listener.names=CONTROLLER",
                "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "log.dirs=" + folder.resolve("log"),
                "offsets.topic.replication.factor=1",
                "offsets.topic.num.partitions=1",
                "transaction.state.log.replication.factor=1",
                "transaction.state.log.min.isr=1",
                "group.initial.rebalance.delay.ms=0");
    }

    private static List<String> worker(String broker, String rest) {
        return List.of(
                "bootstrap.servers=" + broker,
                "listeners=" + rest,
                "group.id=connect",
                "key.converter=org.apache.kafka.connect.storage.StringConverter",
                "value.converter=org.apache.kafka.connect.storage.StringConverter",
                "offset.storage.topic=connect-offsets",
                "offset.storage.partitions=1",
                "offset.storage.replication.factor=1",
                "config.storage.topic=connect-configs",
                "config.storage.replication.factor=1",
                "status.storage.topic=connect-status",
                "status.storage.partitions=1",
                "status.storage.replication.factor=1",
                "plugin.discovery=service_load");
    }

    private static Path write(Path folder, String name, List<String> lines) {
        try {
            return Files.write(folder.resolve(name), lines);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to `%s`".formatted(folder), e);
        }
    }

    private static void awaitEnd() throws IOException {
        while (System.in.read() >= 0) {
            // whatever is said is not for us
        }
    }
}
