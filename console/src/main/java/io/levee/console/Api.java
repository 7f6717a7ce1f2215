package io.levee.console;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/// Levee's HTTP API as this console uses it: always with the visitor's own token, so that the console may never do
/// more than its visitor.
final class Api implements AutoCloseable {
    static final int ANSWER_BYTES_MAX = 16 * 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final URI base;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(3))
            .build();

    Api(URI base) {
        this.base = base;
    }

    Reply get(String token, String path) {
        return send(request(token, path).GET().build(), Api::reply);
    }

    /// What is no JSON, as one text.
    Reply text(String token, String path) {
        return send(request(token, path).GET().build(), Api::plain);
    }

    Reply post(String token, String path, Map<String, ?> body) {
        return send(
                request(token, path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                        .build(),
                Api::reply);
    }

    /// The decision stream from `lastEventId` on, empty where it was refused.
    Optional<InputStream> stream(String token, String lastEventId) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve("/v1/decisions/stream")).header("Authorization", "Bearer " + token);
        if (!lastEventId.isEmpty()) {
            request.header("Last-Event-ID", lastEventId);
        }
        HttpResponse<InputStream> response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() == 200) {
            return Optional.of(response.body());
        }
        response.body().close();
        return Optional.empty();
    }

    static <T> T read(JsonNode json, Class<T> type) {
        return JSON.treeToValue(json, type);
    }

    static <T> T read(String json, Class<T> type) {
        return JSON.readValue(json, type);
    }

    /// A value as one segment of a path.
    static String segment(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder request(String token, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE);
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private interface Reading {
        Reply of(int status, byte[] body);
    }

    private Reply send(HttpRequest request, Reading reading) {
        try {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                byte[] read = body.readNBytes(ANSWER_BYTES_MAX + 1);
                return read.length > ANSWER_BYTES_MAX
                        ? new Reply.Refused(502, "too-large", "this page has no room for it; ask with `levee`", "")
                        : reading.of(response.statusCode(), read);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Reply.Unreachable();
        } catch (IOException | JacksonException e) {
            return new Reply.Unreachable();
        }
    }

    private static Reply plain(int status, byte[] body) {
        return status < 300
                ? new Reply.Answered(StringNode.valueOf(new String(body, StandardCharsets.UTF_8)))
                : reply(status, body);
    }

    private static Reply reply(int status, byte[] body) {
        @Nullable JsonNode json = body.length == 0 ? null : JSON.readTree(body);
        if (status < 300 && json != null) {
            return new Reply.Answered(json);
        }
        return json == null
                ? new Reply.Refused(status, "refused", "the API gave no reason", "")
                : new Reply.Refused(
                        status,
                        json.path("code").asString("refused"),
                        json.path("title").asString(""),
                        json.path("detail").asString(""));
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
