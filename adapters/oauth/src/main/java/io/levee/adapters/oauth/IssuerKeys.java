package io.levee.adapters.oauth;

import com.nimbusds.jose.jwk.JWK;
import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The public keys of the issuer of people, kept for a while. Where the issuer cannot be reached, the last ones are
/// good for [#KEPT_FOR]; a flood of unknown key ids makes at most one request in [#FETCHED_AGAIN_AFTER].
public final class IssuerKeys {
    static final Duration FRESH_FOR = Duration.ofMinutes(5);
    static final Duration KEPT_FOR = Duration.ofHours(1);
    static final Duration FETCHED_AGAIN_AFTER = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int DOCUMENT_BYTES_MAX = 256 * 1024;
    private static final int KEYS_MAX = 64;

    private final Supplier<String> document;
    private final InstantSource clock;
    private Map<String, JWK> keys = Map.of();
    private Instant fetchedAt = Instant.MIN;
    private Instant triedAt = Instant.MIN;

    /// @param document fetches the JWKS; throws [LeveeException] where it cannot
    public IssuerKeys(Supplier<String> document, InstantSource clock) {
        this.document = document;
        this.clock = clock;
    }

    /// @param jwksUri https, or http on this machine
    public static IssuerKeys at(URI jwksUri, InstantSource clock) {
        boolean local = List.of("localhost", "127.0.0.1", "[::1]").contains(String.valueOf(jwksUri.getHost()));
        if (!"https".equals(jwksUri.getScheme()) && !("http".equals(jwksUri.getScheme()) && local)) {
            throw new LeveeException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "the issuer's keys at `%s` could be replaced on the way: use https".formatted(jwksUri));
        }
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        return new IssuerKeys(() -> fetch(client, jwksUri), clock);
    }

    synchronized Optional<JWK> find(String keyId) {
        Instant now = clock.instant();
        boolean stale = !now.isBefore(after(fetchedAt, FRESH_FOR));
        if ((stale || !keys.containsKey(keyId)) && !now.isBefore(after(triedAt, FETCHED_AGAIN_AFTER))) {
            refresh(now);
        }
        return now.isBefore(after(fetchedAt, KEPT_FOR)) ? Optional.ofNullable(keys.get(keyId)) : Optional.empty();
    }

    private void refresh(Instant now) {
        triedAt = now;
        try {
            keys = parse(document.get());
            fetchedAt = now;
        } catch (LeveeException | IllegalArgumentException e) {
            System.getLogger(IssuerKeys.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "the keys of the issuer of people were not refreshed: %s".formatted(e.getMessage()));
        }
    }

    /// Keys that we could not use are none; a document without any is an error.
    private static Map<String, JWK> parse(String document) {
        Object list = StrictJson.object(document).get("keys");
        if (!(list instanceof List<?> entries) || entries.size() > KEYS_MAX) {
            throw new IllegalArgumentException("no JSON web key set of at most %d keys".formatted(KEYS_MAX));
        }
        Map<String, JWK> parsed = new LinkedHashMap<>();
        for (Object entry : entries) {
            try {
                JWK key = PublicKeys.parse(StrictJson.members(entry));
                if (key.getKeyID() != null) {
                    parsed.put(key.getKeyID(), key);
                }
            } catch (IllegalArgumentException _) {
                // an encryption key, or a kind that we do not use
            }
        }
        if (parsed.isEmpty()) {
            throw new IllegalArgumentException("no usable key");
        }
        return parsed;
    }

    private static String fetch(HttpClient client, URI uri) {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(PATIENCE)
                .header("Accept", "application/json")
                .build();
        try {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                byte[] bytes = body.readNBytes(DOCUMENT_BYTES_MAX + 1);
                if (response.statusCode() != 200 || bytes.length > DOCUMENT_BYTES_MAX) {
                    throw new IOException("status %d, %d bytes".formatted(response.statusCode(), bytes.length));
                }
                return new String(bytes, StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new LeveeException(
                    ErrorCode.UPSTREAM_UNAVAILABLE, "the issuer's keys at `%s` cannot be read".formatted(uri), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LeveeException(
                    ErrorCode.UPSTREAM_UNAVAILABLE, "interrupted while reading `%s`".formatted(uri), e);
        }
    }

    private static Instant after(Instant then, Duration duration) {
        return then.equals(Instant.MIN) ? Instant.MIN : then.plus(duration);
    }
}
