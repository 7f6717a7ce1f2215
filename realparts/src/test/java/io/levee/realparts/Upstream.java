package io.levee.realparts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.awaitility.Awaitility;

/// The real system as it is, asked directly: as its own team could, and no agent should.
record Upstream(URI uri) {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Duration READY_MAX = Duration.ofMinutes(2);

    String get(String path) {
        return send("GET", path, "");
    }

    /// The body of the answer, empty where there is none.
    String send(String method, String path, String json) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(uri + path))
                    .timeout(READY_MAX)
                    .header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(json))
                    .build();
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException("`%s` does not answer".formatted(uri), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /// Until the answer holds `text`; an answer that does not come counts as one without it.
    void await(String path, String text) {
        Awaitility.await()
                .atMost(READY_MAX)
                .ignoreException(UncheckedIOException.class)
                .until(() -> get(path).contains(text));
    }
}
