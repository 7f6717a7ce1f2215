package io.levee.engines.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/// One Kafka broker in KRaft mode, as its own program starts it: clients log in by SCRAM-SHA-512, and what they may do
/// is in ACLs. Arguments: an empty folder, free ports for clients and for the controller, the password of the
/// super user `admin` and of `stopper`, who is none, and more settings of the broker as `KEY=VALUE`.
///
/// Ends with its standard input: it never outlives whoever started it.
public final class GuardedBroker {
    private GuardedBroker() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        List<String> settings = new ArrayList<>(
                settings(folder, "127.0.0.1:" + arguments[1], "127.0.0.1:" + arguments[2], arguments[3]));
        settings.addAll(List.of(arguments).subList(4, arguments.length));
        Path server = Files.write(folder.resolve("server.properties"), settings);
        List<String> format = new ArrayList<>(
                List.of("format", "-t", Uuid.randomUuid().toString(), "-c", server.toString(), "--standalone"));
        for (String user : List.of("admin", "stopper")) {
            format.add("-S");
            format.add("SCRAM-SHA-512=[name=%s,password=%s]".formatted(user, arguments[3]));
        }
        int formatted = StorageTool.execute(format.toArray(String[]::new), System.err);
        if (formatted != 0) {
            throw new IllegalStateException("cannot format `%s`".formatted(folder));
        }
        Thread.ofPlatform().name("broker").daemon().start(() -> Kafka.main(new String[] {server.toString()}));
        while (System.in.read() >= 0) {
            // whatever is said is not for us
        }
        // Nothing here is worth an orderly end, and the files are the caller's to delete.
        Runtime.getRuntime().halt(0);
    }

    private static List<String> settings(Path folder, String broker, String controller, String password) {
        return List.of(
                "process.roles=broker,controller",
                "node.id=1",
                "listeners=CLIENTS://%s,CONTROLLER://%s".formatted(broker, controller),
                "controller.quorum.bootstrap.servers=" + controller,
                "controller.listener.names=CONTROLLER",
                "listener.security.protocol.map=CLIENTS:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
                "inter.broker.listener.name=CLIENTS",
                "sasl.enabled.mechanisms=SCRAM-SHA-512,SCRAM-SHA-256",
                "sasl.mechanism.inter.broker.protocol=SCRAM-SHA-512",
                "listener.name.clients.scram-sha-512.sasl.jaas.config=" + login(password),
                "listener.name.clients.scram-sha-256.sasl.jaas.config=" + login(password),
                "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "super.users=User:admin;User:ANONYMOUS",
                "allow.everyone.if.no.acl.found=false",
                "delegation.token.secret.key=a-key-of-the-test",
                "auto.create.topics.enable=false",
                "log.dirs=" + folder.resolve("log"),
                "offsets.topic.replication.factor=1",
                "offsets.topic.num.partitions=1",
                "transaction.state.log.replication.factor=1",
                "transaction.state.log.num.partitions=1",
                "transaction.state.log.min.isr=1",
                "group.initial.rebalance.delay.ms=0");
    }

    private static String login(String password) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"admin\" password=\"%s\";"
                .formatted(password);
    }
}
