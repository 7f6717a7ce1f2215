package io.levee.app.replica;

import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;

/// Where the API is reached, as the tokens of this replica say in `iss`. Replicas take each other's
/// tokens only where all of them say the same.
final class PublicUrl {
    private static final String NAME = "LEVEE_PUBLIC_URL";

    private PublicUrl() {}

    /// @param apiPort where this replica alone is reached
    static String of(Configuration configuration, int apiPort) {
        String named = configuration.environment().get(NAME);
        return named == null ? HostPort.url(configuration.host(), apiPort) : checked(named);
    }

    private static String checked(String text) {
        try {
            URI uri = new URI(text);
            boolean isWhole = uri.getHost() != null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && uri.getRawUserInfo() == null
                    && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"));
            if (isWhole && ("https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && isLoopback(uri)))) {
                return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
            }
        } catch (URISyntaxException _) {
            // said below
        }
        throw new LeveeException(
                ErrorCode.CONFIGURATION_INVALID,
                "%s `%s` is no address of an API: write `https://HOST`, without a path".formatted(NAME, text));
    }

    private static boolean isLoopback(URI uri) {
        try {
            String host = uri.getHost();
            return host.equals("localhost")
                    || (host.matches("[0-9.]+|\\[[0-9a-fA-F:]+]")
                            && InetAddress.getByName(host).isLoopbackAddress());
        } catch (UnknownHostException _) {
            return false;
        }
    }
}
