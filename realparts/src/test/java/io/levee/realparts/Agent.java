package io.levee.realparts;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An agent with a token of its own, which sends what it likes.
record Agent(URI gateway, String token) {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int ANSWER_MAX = 1 << 20;

    /// @param decision the id of the decision, empty where none was told
    record Answer(int status, String decision, String body) {
        JsonNode json() {
            return JSON.readTree(body);
        }

        /// `allowed`, or the code of the refusal.
        String outcome() {
            return status > 0 && status < 400 ? "allowed" : json().path("code").asString("status " + status);
        }
    }

    Answer get(String path) throws IOException, InterruptedException {
        return send("GET", path, "");
    }

    /// [#send] without a body, for a thread of its own.
    Answer trying(String method, String path) {
        try {
            return send(method, path, "");
        } catch (IOException e) {
            return new Answer(
                    0, "", "{\"code\":\"cut: %s\"}".formatted(e.getClass().getSimpleName()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /// @param headers names and values in turn
    Answer send(String method, String path, String body, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway + path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<String> answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        String decision = answer.headers().firstValue("X-Levee-Decision").orElse("");
        return new Answer(answer.statusCode(), decision, answer.body());
    }

    /// The code of the refusal of `target` as it stands, which no well-behaved client would send.
    String refusalOf(String method, String target) throws IOException {
        String request = "%s %s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\nContent-Length: 0\r\n"
                        .formatted(method, target, gateway.getAuthority(), token)
                + "Connection: close\r\n\r\n";
        try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
            socket.setSoTimeout((int) TIMEOUT.toMillis());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            String answer = new String(socket.getInputStream().readNBytes(ANSWER_MAX), StandardCharsets.UTF_8);
            String problem = Arrays.stream(answer.split("\r\n"))
                    .filter(line -> line.startsWith("{"))
                    .findFirst()
                    .orElse("{}");
            return JSON.readTree(problem).path("code").asString("none: " + answer);
        }
    }
}
