package io.levee.examples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Waits until Levee stops what this process does for its agent. For any framework; copy it, it needs the JDK alone.
///
/// ```
/// new InterruptClient(URI.create("http://127.0.0.1:7401"), token).await();
/// run.cancel();
/// ```
public final class InterruptClient {
    private static final long AGAIN_AFTER_MILLIS = 500;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI api;
    private final String token;

    public InterruptClient(URI api, String token) {
        this.api = api;
        this.token = token;
    }

    /// Returns the interrupt as JSON, or the refusal that says the same: a token that does not stand any more. Where
    /// the connection breaks it listens again.
    public String await() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(api.resolve("/v1/interrupts"))
                .header("Authorization", "Bearer " + token)
                .header("Accept", "text/event-stream")
                .build();
        while (true) {
            try {
                var response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
                try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                        if (line.startsWith("data: ")) {
                            return line.substring("data: ".length());
                        }
                        if (response.statusCode() == 401 || response.statusCode() == 403) {
                            return line;
                        }
                    }
                }
            } catch (IOException e) { // it restarts, or the network does: a stop that comes meanwhile is told first
            }
            TimeUnit.MILLISECONDS.sleep(AGAIN_AFTER_MILLIS);
        }
    }
}
