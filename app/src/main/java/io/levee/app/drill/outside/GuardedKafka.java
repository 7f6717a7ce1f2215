package io.levee.app.drill.outside;

import io.levee.adapters.rest.Pause;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/// One broker of Kafka as a process, on which logins and ACLs count, and its super user's
/// client. Closing it ends it.
public final class GuardedKafka implements AutoCloseable {
    private static final String NAME = "kafka";
    private static final String MAIN = "io.levee.engines.kafka.GuardedBroker";
    private static final int ITERATIONS = 4_096;
    private static final Duration READY_MAX = Duration.ofMinutes(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final Engine engine;
    private final String bootstrap;
    private final String password;
    private final Admin admin;

    private GuardedKafka(Engine engine, String bootstrap, String password) {
        this.engine = engine;
        this.bootstrap = bootstrap;
        this.password = password;
        this.admin = Admin.create(client("admin", password));
    }

    /// Where its data goes, and what it runs in.
    ///
    /// @param data     an empty folder, as the broker sees it
    /// @param prefix   what the command is put behind; empty for nothing
    /// @param settings more of the broker's, as `KEY=VALUE`
    public record Place(Path data, List<String> prefix, List<String> settings) {
        public Place {
            prefix = List.copyOf(prefix);
            settings = List.copyOf(settings);
        }
    }

    /// Answers once the broker does.
    ///
    /// @param home   the checkout of Levee
    /// @param folder for its log
    public static GuardedKafka start(Path home, Path folder, Place place) throws IOException {
        List<String> ports = Engine.freePorts(2);
        String password = Password.random();
        List<String> arguments =
                new ArrayList<>(List.of(place.data().toString(), ports.get(0), ports.get(1), password));
        arguments.addAll(place.settings());
        List<String> command = new ArrayList<>(place.prefix());
        command.addAll(Engine.command(home, NAME, MAIN, folder, List.of(), arguments));
        Engine engine = Engine.start(command, folder.resolve(NAME + ".log"));
        GuardedKafka kafka;
        try {
            kafka = new GuardedKafka(engine, "127.0.0.1:" + ports.get(0), password);
        } catch (KafkaException e) {
            engine.close();
            throw e;
        }
        try {
            kafka.awaitReady();
            return kafka;
        } catch (RuntimeException e) {
            kafka.close();
            throw e;
        }
    }

    public String bootstrap() {
        return bootstrap;
    }

    /// Of `admin` and of `stopper`.
    public String password() {
        return password;
    }

    /// Who may do everything.
    public Admin admin() {
        return admin;
    }

    public Engine engine() {
        return engine;
    }

    /// A user's login: a new one replaces what was.
    public void issue(String user, String secret) {
        ScramCredentialInfo how = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS);
        done(() -> admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(user, how, secret)))
                .all()
                .get());
    }

    public void allow(String user, ResourceType type, String resource, AclOperation... operations) {
        List<AclBinding> acls = new ArrayList<>();
        for (AclOperation operation : operations) {
            acls.add(new AclBinding(
                    new ResourcePattern(type, resource, PatternType.LITERAL),
                    new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW)));
        }
        done(() -> admin.createAcls(acls).all().get());
    }

    /// Settings of a client that logs in as this user.
    public Map<String, Object> client(String user, String secret) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrap);
        settings.put("security.protocol", "SASL_PLAINTEXT");
        settings.put("sasl.mechanism", "SCRAM-SHA-512");
        settings.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                        .formatted(user, secret));
        return settings;
    }

    /// What the broker answers.
    ///
    /// @throws IllegalStateException where it refuses
    public static <T> T done(Callable<T> asked) {
        try {
            return asked.call();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the broker was asked", e);
        } catch (Exception e) { // of futures
            throw new IllegalStateException("the broker refuses: " + e.getMessage(), e);
        }
    }

    private void awaitReady() {
        long deadline = System.nanoTime() + READY_MAX.toNanos();
        while (!isReady()) {
            if (System.nanoTime() - deadline > 0 || engine.exited().isDone()) {
                throw new IllegalStateException("the broker is not ready: " + engine.lastLog());
            }
            Pause.of(LOOK_EVERY, "the broker began");
        }
    }

    /// Whatever a broker says that is not ready yet is no yes.
    private boolean isReady() {
        try {
            return !admin.describeCluster().nodes().get().isEmpty();
        } catch (Exception _) {
            return false;
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
        engine.close();
    }
}
