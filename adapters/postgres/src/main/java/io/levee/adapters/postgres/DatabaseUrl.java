package io.levee.adapters.postgres;

import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.Driver;

/// Where the database is and who we are there. The password never shows in [#toString].
record DatabaseUrl(String jdbc, String user, Optional<String> password) {
    private static final String SHAPE = "write `postgresql://USER:PASSWORD@HOST:PORT/DATABASE`";

    static DatabaseUrl embedded(int port, String password) {
        return new DatabaseUrl(
                "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port), ServerPrograms.USER, Optional.of(password));
    }

    /// Reads what libpq reads, with or without `jdbc:` in front.
    static DatabaseUrl parse(String text) {
        String plain = text.startsWith("jdbc:") ? text.substring("jdbc:".length()) : text;
        URI uri;
        try {
            uri = new URI(plain);
        } catch (URISyntaxException e) {
            // Neither the text nor the cause is shown: both may hold the password.
            throw invalid("is not a URL (percent-encode what is special in the password)");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme();
        if (!scheme.equals("postgresql") && !scheme.equals("postgres")) {
            throw invalid("starts with `%s`".formatted(scheme));
        }
        if (uri.getHost() == null) {
            throw invalid("names no host");
        }
        if (uri.getRawPath() == null || uri.getRawPath().length() < 2) {
            throw invalid("names no database");
        }
        String[] login = uri.getRawUserInfo() == null
                ? new String[] {System.getProperty("user.name")}
                : uri.getRawUserInfo().split(":", 2);
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        if (query.contains("password=")) {
            throw invalid("has the password among its parameters, where it would be logged");
        }
        String jdbc = "jdbc:postgresql://%s:%d%s%s"
                .formatted(
                        uri.getHost(),
                        uri.getPort() < 0 ? 5432 : uri.getPort(),
                        uri.getRawPath(),
                        query.isEmpty() ? "" : "?" + query);
        return new DatabaseUrl(
                jdbc, decoded(login[0]), login.length == 2 ? Optional.of(decoded(login[1])) : Optional.empty());
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static LeveeException invalid(String what) {
        return new LeveeException(ErrorCode.CONFIGURATION_INVALID, "LEVEE_DATABASE_URL %s: %s".formatted(what, SHAPE));
    }

    /// The address without its parameters.
    String place() {
        int query = jdbc.indexOf('?');
        return query < 0 ? jdbc : jdbc.substring(0, query);
    }

    /// Everything that the address says, as the driver reads it.
    Properties parameters() {
        Properties read = Driver.parseURL(jdbc, null);
        if (read == null) {
            throw invalid("is not one that the driver reads");
        }
        return read;
    }

    @Override
    public String toString() {
        return place().substring("jdbc:".length());
    }
}
