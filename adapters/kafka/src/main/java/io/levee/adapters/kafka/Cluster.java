package io.levee.adapters.kafka;

import io.levee.rooms.stop.Secrets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.scram.ScramLoginModule;

/// Where the users are, and who Levee is there. A client is for one piece of work. [KafkaStoppers]
/// lists the settings.
public final class Cluster {
    /// For one piece of work, from the first connection on.
    static final Duration PATIENCE = Duration.ofSeconds(8);

    private static final int REQUEST_MILLIS_MAX = 4_000;
    private static final int CONNECT_MILLIS_MAX = 2_000;
    private static final int RECONNECT_MILLIS_MAX = 200;

    /// Everybody, and whoever did not log in, as brokers among themselves where they need not.
    private static final Set<String> NEVER = Set.of("*", "ANONYMOUS");

    private final Map<String, Object> common;
    private final String user;
    private final String secret;
    private final Secrets secrets;
    private final Set<String> untouchable;

    private Cluster(Map<String, Object> common, String user, String secret, Secrets secrets, Set<String> untouchable) {
        this.common = Map.copyOf(common);
        this.user = user;
        this.secret = secret;
        this.secrets = secrets;
        this.untouchable = Set.copyOf(untouchable);
    }

    public static Cluster of(Map<String, String> settings, Secrets secrets) {
        String bootstrap = settings.getOrDefault("bootstrap", "");
        if (!bootstrap.matches("[^\\s,:]+:\\d{1,5}(,[^\\s,:]+:\\d{1,5})*")) {
            throw new IllegalArgumentException(
                    "`%s` names no brokers: write `HOST:PORT,HOST:PORT`".formatted(bootstrap));
        }
        String user = settings.getOrDefault("user", "");
        if (user.isBlank()) {
            throw new IllegalArgumentException("`user` is blank");
        }
        Map<String, Object> common = new HashMap<>();
        common.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        common.put(AdminClientConfig.CLIENT_ID_CONFIG, "levee");
        common.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(PATIENCE.toMillis()));
        common.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS_MAX);
        common.put(AdminClientConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, CONNECT_MILLIS_MAX);
        common.put(AdminClientConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, CONNECT_MILLIS_MAX);
        common.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, RECONNECT_MILLIS_MAX);
        common.put(AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        common.put(SaslConfigs.SASL_MECHANISM, "SCRAM-SHA-512");
        encrypt(settings, common);
        Set<String> untouchable = superusers(settings.getOrDefault("superusers", ""));
        untouchable.addAll(NEVER);
        untouchable.add(user);
        return new Cluster(common, user, settings.getOrDefault("secret", ""), secrets, untouchable);
    }

    public String user() {
        return user;
    }

    /// As Levee's user.
    public Admin open() {
        return open(user, secrets.secret(secret));
    }

    Admin open(String as, String password) {
        Map<String, Object> properties = new HashMap<>(common);
        properties.put(SaslConfigs.SASL_JAAS_CONFIG, login(as, password));
        return Admin.create(properties);
    }

    /// Everybody, super users, and Levee's own.
    public Set<String> untouchable() {
        return untouchable;
    }

    boolean isUntouchable(String name) {
        return untouchable.contains(name);
    }

    void refuseUntouchable(String name) {
        if (isUntouchable(name)) {
            throw new IllegalArgumentException(
                    "`%s` is no user that can be stopped: it is the stopper's own, a super user, or more than one"
                            .formatted(name));
        }
    }

    private static void encrypt(Map<String, String> settings, Map<String, Object> common) {
        String protocol = settings.getOrDefault("protocol", "SASL_SSL");
        Optional<String> truststore = Optional.ofNullable(settings.get("truststore"));
        if (!protocol.equals("SASL_SSL") && !protocol.equals("SASL_PLAINTEXT")) {
            throw new IllegalArgumentException(
                    "`%s` is no protocol: write `SASL_SSL` or `SASL_PLAINTEXT`".formatted(protocol));
        }
        if (truststore.isPresent() && protocol.equals("SASL_PLAINTEXT")) {
            throw new IllegalArgumentException("`truststore` is for `protocol: SASL_SSL`");
        }
        common.put(AdminClientConfig.SECURITY_PROTOCOL_CONFIG, protocol);
        truststore.ifPresent(file -> {
            common.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
            common.put(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, file);
        });
    }

    private static Set<String> superusers(String listed) {
        Set<String> names = new HashSet<>();
        Arrays.stream(listed.split(";"))
                .map(String::strip)
                .filter(it -> !it.isEmpty())
                .forEach(principal -> {
                    if (!principal.startsWith(Denials.USER)) {
                        throw new IllegalArgumentException("`%s` is no user: write `User:NAME`".formatted(principal));
                    }
                    names.add(principal.substring(Denials.USER.length()));
                });
        return names;
    }

    /// A line of JAAS, in which what is quoted may not hold a line break.
    static String login(String user, String password) {
        return "%s required username=%s password=%s;"
                .formatted(ScramLoginModule.class.getName(), quoted(user), quoted(password));
    }

    private static String quoted(String text) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("Levee's user or secret there holds a control character");
        }
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
