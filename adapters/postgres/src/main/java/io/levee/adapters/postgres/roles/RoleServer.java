package io.levee.adapters.postgres.roles;

import io.levee.rooms.stop.Secrets;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Predicate;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/// Where the roles are, and who Levee is there. A connection is for one piece of work and never waits for long.
final class RoleServer {
    private static final String SHAPE = "jdbc:postgresql://";

    /// Seconds: a server that accepts and says nothing is given up.
    private static final String CONNECT_SECONDS_MAX = "2";

    private static final String SOCKET_SECONDS_MAX = "2";
    private static final String LOGIN_SECONDS_MAX = "3";
    private static final String TLS_ANSWER_MILLIS_MAX = "1500";

    /// An agent that holds the row of its own role locked delays a statement no longer than this: its sessions are
    /// ended between two tries. No schema of anybody's is looked into.
    private static final String OPTIONS = "-c search_path= -c statement_timeout=1500 -c lock_timeout=200";

    private final String url;
    private final String user;
    private final String secret;
    private final Secrets secrets;
    private final Properties common;

    private RoleServer(String url, String user, String secret, Secrets secrets, Properties common) {
        this.url = url;
        this.user = user;
        this.secret = secret;
        this.secrets = secrets;
        this.common = common;
    }

    static RoleServer of(Map<String, String> settings, Secrets secrets) {
        String url = settings.getOrDefault("url", "");
        // parameters of a URL would go before what is set here, time-outs too
        if (!url.startsWith(SHAPE) || url.contains("?") || Driver.parseURL(url, null) == null) {
            throw new IllegalArgumentException(
                    "`%s` is no address: write `%sHOST:PORT/DATABASE`, without parameters".formatted(url, SHAPE));
        }
        String user = settings.getOrDefault("user", "");
        if (user.isBlank()) {
            throw new IllegalArgumentException("`user` is blank");
        }
        return new RoleServer(url, user, settings.getOrDefault("secret", ""), secrets, common(url, settings));
    }

    String user() {
        return user;
    }

    /// The driver's word for it.
    String encryption() {
        return common.getProperty(PGProperty.SSL_MODE.getName());
    }

    /// As who may stop.
    Connection open() throws SQLException {
        return open(user, secrets.secret(secret));
    }

    Connection open(String as, String password) throws SQLException {
        Properties properties = new Properties();
        properties.putAll(common);
        PGProperty.USER.set(properties, as);
        PGProperty.PASSWORD.set(properties, password);
        Connection connection = new Driver().connect(url, properties);
        if (connection == null) {
            throw new IllegalStateException("the driver does not take `%s`".formatted(url));
        }
        return connection;
    }

    private static Properties common(String url, Map<String, String> settings) {
        Properties properties = new Properties();
        PGProperty.CONNECT_TIMEOUT.set(properties, CONNECT_SECONDS_MAX);
        PGProperty.SOCKET_TIMEOUT.set(properties, SOCKET_SECONDS_MAX);
        PGProperty.LOGIN_TIMEOUT.set(properties, LOGIN_SECONDS_MAX);
        PGProperty.SSL_RESPONSE_TIMEOUT.set(properties, TLS_ANSWER_MILLIS_MAX);
        PGProperty.GSS_ENC_MODE.set(properties, "disable");
        PGProperty.OPTIONS.set(properties, OPTIONS);
        PGProperty.APPLICATION_NAME.set(properties, "levee-stopper");
        PGProperty.TARGET_SERVER_TYPE.set(properties, "primary");
        tls(url, settings, properties);
        return properties;
    }

    private static void tls(String url, Map<String, String> settings, Properties properties) {
        String tls = Optional.ofNullable(settings.get("tls")).orElseGet(() -> isLocal(url) ? "off" : "verify-full");
        Optional<String> ca = Optional.ofNullable(settings.get("ca"));
        switch (tls) {
            case "off" -> PGProperty.SSL_MODE.set(properties, "disable");
            case "require" -> PGProperty.SSL_MODE.set(properties, "require");
            case "verify-full" -> {
                PGProperty.SSL_MODE.set(properties, "verify-full");
                if (ca.isEmpty()) {
                    PGProperty.SSL_FACTORY.set(properties, "org.postgresql.ssl.DefaultJavaSSLFactory");
                }
            }
            default ->
                throw new IllegalArgumentException(
                        "`%s` is no way to encrypt: write `verify-full`, `require` or `off`".formatted(tls));
        }
        if (ca.isPresent() && !tls.equals("verify-full")) {
            throw new IllegalArgumentException("`ca` is for `tls: verify-full`, not for `%s`".formatted(tls));
        }
        ca.ifPresent(file -> PGProperty.SSL_ROOT_CERT.set(properties, file));
    }

    /// Names are not resolved: an answer of DNS does not turn encryption off.
    private static boolean isLocal(String url) {
        Properties read = Optional.ofNullable(Driver.parseURL(url, null)).orElseGet(Properties::new);
        List<String> hosts =
                Arrays.asList(read.getProperty(PGProperty.PG_HOST.getName(), "").split(","));
        Predicate<String> isLocal = host -> host.equals("localhost") || isLoopback(host);
        return hosts.stream().allMatch(isLocal);
    }

    private static boolean isLoopback(String host) {
        try {
            return host.matches("[0-9.]+|\\[?[0-9a-fA-F:]+]?")
                    && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException _) {
            return false;
        }
    }
}
