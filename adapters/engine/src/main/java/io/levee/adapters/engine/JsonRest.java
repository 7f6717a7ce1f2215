package io.levee.adapters.engine;

import io.levee.organisation.StopperSource;
import io.levee.rooms.stop.Secrets;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// A REST endpoint that speaks JSON, asked within limits: [#ANSWER_MAX] for the whole answer, [#BODY_BYTES_MAX] of it.
/// Thread-safe.
///
/// INVARIANT: only the configured address is ever asked; where it points to is not followed, and a secret goes there
/// by https only, or to this machine.
public final class JsonRest {
    public static final Duration ANSWER_MAX = Duration.ofSeconds(5);
    static final int BODY_BYTES_MAX = 8 * 1024 * 1024;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(ANSWER_MAX)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private final String base;
    private final Optional<String> secret;
    private final Secrets secrets;

    private JsonRest(String base, Optional<String> secret, Secrets secrets) {
        this.base = base;
        this.secret = secret;
        this.secrets = secrets;
    }

    /// @param body missing where there was none, or where that of an error is no JSON
    public record Answer(int status, JsonNode body) {
        public boolean isSuccess() {
            return status >= 200 && status < 300;
        }

        /// @throws IllegalStateException where the status is none of success
        public JsonNode expected(String what) {
            if (!isSuccess()) {
                throw new IllegalStateException("%s was answered with %d".formatted(what, status));
            }
            return body;
        }
    }

    /// From the settings `url` and, for a bearer token, `secret`.
    ///
    /// @throws IllegalArgumentException where they are not what they should be
    public static JsonRest of(StopperSource source, Secrets secrets) {
        String url = source.settings().getOrDefault("url", "");
        Optional<String> secret = Optional.ofNullable(source.settings().get("secret"));
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException("`%s` is no address: write `https://HOST:PORT`".formatted(url));
        }
        boolean https = "https".equals(uri.getScheme());
        if (!(https || "http".equals(uri.getScheme()))
                || uri.getHost() == null
                || uri.getRawUserInfo() != null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "`%s` is no address: write `https://HOST:PORT`, without a user or a query"
                            .formatted(uri.getHost()));
        }
        boolean local = List.of("localhost", "127.0.0.1", "[::1]").contains(uri.getHost());
        if (secret.isPresent() && !https && !local) {
            throw new IllegalArgumentException(
                    "the secret `%s` could be read on the way to `%s`: use https".formatted(secret.get(), url));
        }
        return new JsonRest(url.replaceAll("/+$", ""), secret, secrets);
    }

    public Answer get(String path) {
        return send("GET", path, "");
    }

    /// @param path begins with a slash; what it is made of is the caller's to check
    /// @param body JSON, or empty for none
    /// @throws IllegalStateException where no answer of that size came in that time, or it is no JSON
    public Answer send(String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(ANSWER_MAX)
                .header("Accept", "application/json")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        secret.ifPresent(name -> request.header("Authorization", "Bearer " + secrets.secret(name)));
        HttpResponse<byte[]> response = answered(method, request.build());
        int status = response.statusCode();
        return new Answer(status, status >= 200 && status < 300 ? parse(response.body()) : error(response.body()));
    }

    /// The client's own time-out ends with the headers; a body may drip for ever.
    private HttpResponse<byte[]> answered(String method, HttpRequest request) {
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(
                request, HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), BODY_BYTES_MAX));
        try {
            return answer.get(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            answer.cancel(true);
            throw new IllegalStateException(
                    "%s got no whole answer within %d ms".formatted(method, ANSWER_MAX.toMillis()));
        } catch (ExecutionException e) {
            String kind =
                    e.getCause() == null ? "failure" : e.getCause().getClass().getSimpleName();
            throw new IllegalStateException("%s got no answer: %s".formatted(method, kind));
        } catch (InterruptedException _) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for an answer");
        }
    }

    private static JsonNode parse(byte[] body) {
        if (body.length == 0) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(body);
        } catch (JacksonException _) { // its text could quote what was read
            throw new IllegalStateException("the answer is no JSON");
        }
    }

    private static JsonNode error(byte[] body) {
        try {
            return parse(body);
        } catch (IllegalStateException _) {
            return MissingNode.getInstance();
        }
    }
}
