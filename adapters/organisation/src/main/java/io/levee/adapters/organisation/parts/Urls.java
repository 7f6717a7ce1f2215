package io.levee.adapters.organisation.parts;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;

/// Reads URLs of http and https.
final class Urls {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    private Urls() {}

    /// Empty unless the text is an absolute http or https URL with a host.
    static Optional<URI> parse(String text) {
        try {
            URI uri = new URI(text);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return web && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }

    static boolean isLoopback(URI uri) {
        return LOOPBACK.contains(uri.getHost());
    }

    /// Where the gateway forwards to: no credentials, query or fragment, since path and query are appended.
    static URI upstream(String text) {
        URI uri = parse(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "`%s` is no http or https URL: write `http://host:port/path`".formatted(text)));
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            // the value is not repeated: problems are recorded, and credentials must not be
            throw new IllegalArgumentException("the upstream has credentials, a query or a fragment:"
                    + " leave only scheme, host, port and path, and rotate what stood here");
        }
        if (uri.getPort() == 0 || uri.getPort() > 65_535) {
            throw new IllegalArgumentException("`%s` names no port from 1 to 65535: correct it".formatted(text));
        }
        return uri;
    }
}
