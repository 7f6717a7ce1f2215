package io.levee.change;

import io.levee.change.Secrets.Kind;
import io.levee.change.Secrets.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Passwords in the authority of an address (RFC 3986, 3.2.1): `scheme://user:password@host`.
/// Only the password is the secret. Addresses of this machine and of documentation are none.
final class SecretUrls {
    private static final int USER_INFO_MAX = 512;
    private static final int SCHEME_MAX = 24;
    private static final int TOKEN_MIN = 20;
    private static final double CONFIDENCE = 0.9;
    private static final Set<String> DATABASES = Set.of(
            "postgres",
            "postgresql",
            "mysql",
            "mariadb",
            "mongodb",
            "mongodb+srv",
            "redis",
            "rediss",
            "amqp",
            "amqps",
            "mssql",
            "sqlserver",
            "oracle",
            "clickhouse",
            "cassandra",
            "cockroachdb",
            "neo4j",
            "bolt",
            "elasticsearch",
            "kafka",
            "nats",
            "snowflake",
            "trino",
            "presto",
            "db2",
            "vertica",
            "couchbase",
            "influxdb");

    private SecretUrls() {}

    static List<Secret> in(String line) {
        List<Secret> found = new ArrayList<>();
        for (int at = line.indexOf("://"); at >= 0; at = line.indexOf("://", at + 3)) {
            at(line, at).ifPresent(found::add);
        }
        return found;
    }

    private static Optional<Secret> at(String line, int colon) {
        int start = colon + 3;
        int sign = -1;
        int end = start;
        while (end < line.length() && end - start < USER_INFO_MAX && !endsAuthority(line.charAt(end))) {
            sign = line.charAt(end) == '@' ? end : sign;
            end++;
        }
        if (sign < 0 || isNoHost(line, sign + 1, end)) {
            return Optional.empty();
        }
        int user = line.indexOf(':', start);
        boolean pair = user >= 0 && user < sign;
        int from = pair ? user + 1 : start;
        String password = line.substring(from, sign);
        boolean secret = pair ? isPassword(password, line.substring(start, user)) : isToken(password);
        return secret ? Optional.of(new Secret(kind(line, colon), from, sign, CONFIDENCE)) : Optional.empty();
    }

    private static boolean endsAuthority(char c) {
        return c == '/'
                || c == '?'
                || c == '#'
                || c == '"'
                || c == '\''
                || c == '`'
                || c == '<'
                || c == '>'
                || c == '\\'
                || c == ')'
                || c == ']'
                || Character.isWhitespace(c);
    }

    /// Nothing, a template, or a host that documentation uses (RFC 2606).
    private static boolean isNoHost(String line, int from, int end) {
        String host = line.substring(from, end).toLowerCase(Locale.ROOT);
        return host.isEmpty()
                || host.startsWith("localhost")
                || host.startsWith("127.")
                || host.startsWith("host")
                || host.contains("example.")
                || host.endsWith(".example")
                || host.contains(".example:")
                || host.endsWith(".invalid")
                || host.endsWith(".test");
    }

    private static boolean isPassword(String password, String user) {
        return !password.equals(user) && Plausible.isPassword(password);
    }

    private static boolean isToken(String token) {
        return token.length() >= TOKEN_MIN && Plausible.isToken(token);
    }

    private static Kind kind(String line, int colon) {
        int start = colon;
        while (start > 0 && colon - start < SCHEME_MAX && isScheme(line.charAt(start - 1))) {
            start--;
        }
        String scheme = line.substring(start, colon).toLowerCase(Locale.ROOT);
        return DATABASES.contains(scheme) ? Kind.DATABASE_URL : Kind.URL_PASSWORD;
    }

    private static boolean isScheme(char c) {
        return SecretFormats.isLetterOrDigit(c) || c == '+' || c == '-' || c == '.';
    }
}
