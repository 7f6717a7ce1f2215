package io.levee.cli;

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
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One request to the HTTP API, with its failures turned into exit codes.
///
/// @param authorization the whole header, or the empty string
public record Api(URI base, String authorization) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    Api(URI base) {
        this(base, "");
    }

    public Api with(String token) {
        return new Api(base, "Bearer " + token);
    }

    Api authorised(String header) {
        return new Api(base, header);
    }

    public JsonNode get(String path) {
        return json(request(path).GET());
    }

    public JsonNode post(String path, Map<String, ?> body) {
        return json(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    JsonNode postForm(String path, Map<String, String> form) {
        return json(form(path, form));
    }

    private HttpRequest.Builder form(String path, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    /// Posts a form where an answer has no content.
    void submit(String path, Map<String, String> form) {
        HttpResponse<String> response = send(form(path, form), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() >= 400) {
            throw refused(response.statusCode(), response.body());
        }
    }

    /// The answer as it arrives; the caller closes it.
    public InputStream stream(String path) {
        HttpResponse<InputStream> response = send(request(path).GET(), HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() >= 400) {
            try (InputStream body = response.body()) {
                throw refused(response.statusCode(), new String(body.readNBytes(65_536), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw refused(response.statusCode(), "");
            }
        }
        return response.body();
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(path)).timeout(TIMEOUT).header("Accept", "application/json");
        return authorization.isEmpty() ? request : request.header("Authorization", authorization);
    }

    private JsonNode json(HttpRequest.Builder request) {
        HttpResponse<String> response = send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() >= 400) {
            throw refused(response.statusCode(), response.body());
        }
        return parsed(response.body())
                .orElseThrow(() -> new CommandFailure(
                        Exit.UNAVAILABLE, "`%s` did not answer in JSON: is it a Levee?".formatted(base)));
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
        try {
            return CLIENT.send(request.build(), handler);
        } catch (IOException e) {
            throw new CommandFailure(
                    Exit.UNAVAILABLE,
                    "`%s` does not answer: is Levee running? `levee doctor` looks".formatted(base),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(Exit.UNAVAILABLE, "interrupted", e);
        }
    }

    private CommandFailure refused(int status, String body) {
        JsonNode problem = parsed(body).orElseGet(JSON::createObjectNode);
        String code = text(problem, "code", text(problem, "error", "status " + status));
        String detail = text(problem, "detail", text(problem, "error_description", ""));
        String advice = text(problem, "advice", "");
        StringBuilder message = new StringBuilder("refused: `").append(code).append('`');
        if (!detail.isEmpty()) {
            message.append(": ").append(detail);
        }
        if (!advice.isEmpty() && !detail.contains(advice)) {
            message.append(" (").append(advice).append(')');
        }
        for (JsonNode missing : problem.path("missing")) {
            message.append(
                    "%n         %s: %s".formatted(text(missing, "code", ""), Text.safe(text(missing, "detail", ""))));
        }
        int exit = status >= 500 ? Exit.UNAVAILABLE : status == 400 || status == 422 ? Exit.USAGE : Exit.DENIED;
        return new CommandFailure(exit, message.toString());
    }

    private static String text(JsonNode node, String name, String otherwise) {
        JsonNode value = node.path(name);
        return value.isString() ? value.asString() : otherwise;
    }

    private static Optional<JsonNode> parsed(String body) {
        try {
            return Optional.of(JSON.readTree(body)).filter(JsonNode::isObject);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
