package io.levee.adapters.webhook;

import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Where to, and with which secret. From `LEVEE_APPROVAL_WEBHOOK_URL` and `LEVEE_APPROVAL_WEBHOOK_SECRET_FILE`.
///
/// @param secret of Standard Webhooks: 24 to 64 bytes, in base64
record WebhookTarget(URI uri, String secret) {
    static final String URL = "LEVEE_APPROVAL_WEBHOOK_URL";
    static final String SECRET_FILE = "LEVEE_APPROVAL_WEBHOOK_SECRET_FILE";

    private static final String SECRET_START = "whsec_";
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");
    private static final int SECRET_FILE_BYTES_MAX = 1_024;

    /// Empty where none is configured; throws `CONFIGURATION_INVALID` where half of it is, or it is unsafe.
    static Optional<WebhookTarget> of(Map<String, String> environment) {
        String url = environment.getOrDefault(URL, "");
        if (url.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new WebhookTarget(uri(url), secret(environment.getOrDefault(SECRET_FILE, ""))));
    }

    private static URI uri(String url) {
        try {
            URI uri = URI.create(url);
            boolean loopback = "http".equals(uri.getScheme()) && LOOPBACK.contains(String.valueOf(uri.getHost()));
            if ((loopback || "https".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getFragment() == null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // the same answer as for what is unsafe
        }
        throw bad("%s is no address to tell: write `https://HOST/PATH`, or `http://127.0.0.1:PORT/`".formatted(URL));
    }

    private static String secret(String file) {
        try {
            if (!file.isEmpty() && Files.size(Path.of(file)) <= SECRET_FILE_BYTES_MAX) {
                String text = Files.readString(Path.of(file)).strip();
                if (text.startsWith(SECRET_START)) {
                    String secret = text.substring(SECRET_START.length());
                    int length = Base64.getDecoder().decode(secret).length;
                    if (length >= 24 && length <= 64) {
                        return secret;
                    }
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            // the same answer for all: nothing of the file is said
        }
        throw bad(
                "%s names no file that holds `whsec_` and 24 to 64 bytes in base64: make one with `echo whsec_$(openssl"
                                .formatted(SECRET_FILE)
                        + " rand -base64 32)`");
    }

    private static LeveeException bad(String message) {
        return new LeveeException(ErrorCode.CONFIGURATION_INVALID, message);
    }

    @Override
    public String toString() {
        return uri.getScheme() + "://" + uri.getHost(); // a path may be a secret of its own
    }
}
