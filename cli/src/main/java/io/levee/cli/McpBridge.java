package io.levee.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// MCP on standard input and output, carried to the gateway's Streamable HTTP: one JSON-RPC message a line. It adds the
/// credential and nothing else; every message goes on as it came, and the gateway decides.
///
/// Transports as of MCP 2025-06-18 to 2026-07-28 (<https://modelcontextprotocol.io/specification>).
final class McpBridge {
    static final int LINE_MAX = 4 * 1024 * 1024;
    private static final int OPEN_MAX = 64;
    private static final int INTERNAL_ERROR = -32603;
    private static final int PARSE_ERROR = -32700;
    private static final String SESSION = "Mcp-Session-Id";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final String INITIALIZED = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}";
    /// After the input ended, for answers that are still to come.
    private static final Duration LAST_ANSWERS_MAX = Duration.ofSeconds(5);

    private final URI endpoint;
    private final Credential token;
    private final PrintStream out;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Map<JsonNode, InputStream> open = new ConcurrentHashMap<>();
    private final Semaphore free = new Semaphore(OPEN_MAX);
    private final Object beginning = new Object();
    private volatile Optional<Begun> initialize = Optional.empty();
    private volatile String session = "";
    private volatile String version = "";

    private record Begun(JsonNode message, String text) {}

    /// What the gateway is shown.
    interface Credential {
        String get();

        /// The gateway did not take this one.
        void refused(String credential);
    }

    /// @param out takes messages only
    McpBridge(URI endpoint, Credential token, PrintStream out) {
        this.endpoint = endpoint;
        this.token = token;
        this.out = out;
    }

    /// Until the input ends; then what is open has a few seconds to come to its end.
    void run(InputStream in) throws IOException, InterruptedException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String line = Lines.next(lines, LINE_MAX); line != null; line = Lines.next(lines, LINE_MAX)) {
                String message = line;
                Optional<JsonNode> parsed = parsed(message);
                if (parsed.isEmpty()) {
                    write(error(JSON.nullNode(), PARSE_ERROR, "no JSON-RPC message of at most 4 MiB in one line"));
                    continue;
                }
                JsonNode node = parsed.get();
                cancelled(node);
                if (node.path("method").asString("").equals("initialize")) {
                    initialize = Optional.of(new Begun(node, message));
                    carry(node, message); // its answer says which session the next ones belong to
                } else {
                    free.acquire();
                    threads.execute(() -> {
                        try {
                            carry(node, message);
                        } finally {
                            free.release();
                        }
                    });
                }
            }
            threads.shutdown();
            if (!threads.awaitTermination(LAST_ANSWERS_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                open.values().forEach(McpBridge::close);
                threads.shutdownNow();
            }
        }
        endSession();
    }

    private void carry(JsonNode message, String text) {
        JsonNode id = message.path("id");
        try {
            HttpResponse<InputStream> response = sent(message, text);
            response.headers().firstValue(SESSION).ifPresent(value -> session = value);
            try (InputStream body = response.body()) {
                if (!id.isMissingNode()) {
                    open.put(id, body);
                }
                answer(id, response);
            } finally {
                open.remove(id);
            }
        } catch (IOException e) {
            fail(id, "the gateway at `%s` does not answer: is Levee running?".formatted(endpoint));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (CommandFailure e) {
            fail(id, String.valueOf(e.getMessage()));
        }
    }

    private HttpResponse<InputStream> sent(JsonNode message, String text) throws IOException, InterruptedException {
        String used = session;
        HttpResponse<InputStream> response = authorised(message, text);
        if (response.statusCode() != 404 || used.isEmpty()) {
            return response;
        }
        close(response.body());
        beginAnew(used);
        return authorised(message, text);
    }

    /// The gateway does not know the session any more: it was idle for long, or Levee was started anew. What the client
    /// said at the beginning is said again, since a client on standard input expects no such thing.
    private void beginAnew(String lost) throws IOException, InterruptedException {
        synchronized (beginning) {
            if (!session.equals(lost) || initialize.isEmpty()) {
                return;
            }
            session = "";
            Begun begun = initialize.get();
            HttpResponse<InputStream> answer = authorised(begun.message(), begun.text());
            answer.headers().firstValue(SESSION).ifPresent(value -> session = value);
            close(answer.body());
            close(authorised(parsed(INITIALIZED).orElseThrow(), INITIALIZED).body());
        }
    }

    private HttpResponse<InputStream> authorised(JsonNode message, String text)
            throws IOException, InterruptedException {
        String bearer = token.get();
        HttpResponse<InputStream> response = post(message, text, bearer);
        if (response.statusCode() != 401) {
            return response;
        }
        close(response.body());
        token.refused(bearer);
        return post(message, text, token.get());
    }

    private HttpResponse<InputStream> post(JsonNode message, String text, String bearer)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .header("Authorization", "Bearer " + bearer)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(text));
        if (!session.isEmpty()) {
            request.header(SESSION, session);
        }
        if (!version(message).isEmpty()) {
            request.header("MCP-Protocol-Version", version(message));
        }
        // 2026-07-28: what intermediaries see has to be what the body says
        header(request, "Mcp-Method", message.path("method"));
        header(request, "Mcp-Name", message.path("params").path("name"));
        return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    /// That of the message itself where it has one (2026-07-28), else what was agreed on.
    private String version(JsonNode message) {
        return message.path("params")
                .path("_meta")
                .path("io.modelcontextprotocol/protocolVersion")
                .asString(version);
    }

    private static void header(HttpRequest.Builder request, String name, JsonNode value) {
        if (value.isString() && value.asString().matches("[ -~]{1,256}")) {
            request.header(name, value.asString());
        }
    }

    private void answer(JsonNode id, HttpResponse<InputStream> response) throws IOException {
        String type = response.headers().firstValue("Content-Type").orElse("");
        if (type.startsWith("text/event-stream")) {
            ServerSentEvents.read(response.body(), LINE_MAX, this::pass);
            return;
        }
        String body = new String(response.body().readNBytes(LINE_MAX), StandardCharsets.UTF_8);
        Optional<JsonNode> answer = parsed(body);
        if (answer.isPresent() && answer.get().has("jsonrpc")) {
            tell(answered(id, answer.get()));
        } else if (response.statusCode() >= 400) {
            fail(id, refused(response.statusCode(), answer.orElseGet(JSON::createObjectNode)));
        }
    }

    private static String refused(int status, JsonNode problem) {
        String code = problem.path("code").asString("status " + status);
        String about = problem.path("about").asString("");
        String advice = problem.path("advice").asString(problem.path("detail").asString(""));
        return "refused: `%s`%s%s"
                .formatted(code, about.isEmpty() ? "" : ": " + about, advice.isEmpty() ? "" : " (" + advice + ")");
    }

    /// Whoever was refused before their message was read gets an error without an id; clients wait for theirs.
    private static JsonNode answered(JsonNode id, JsonNode answer) {
        boolean nobodys = answer.path("id").isNull() || answer.path("id").isMissingNode();
        if (nobodys && answer.has("error") && !id.isMissingNode() && answer instanceof ObjectNode mine) {
            mine.set("id", id);
        }
        return answer;
    }

    private void pass(String text) {
        parsed(text).ifPresent(this::tell);
    }

    private void tell(JsonNode message) {
        JsonNode agreed = message.path("result").path("protocolVersion");
        if (agreed.isString()) {
            version = agreed.asString();
        }
        write(message);
    }

    private void cancelled(JsonNode message) {
        if (message.path("method").asString("").equals("notifications/cancelled")) {
            InputStream body = open.get(message.path("params").path("requestId"));
            if (body != null) {
                close(body);
            }
        }
    }

    private void fail(JsonNode id, String why) {
        if (!id.isMissingNode()) {
            write(error(id, INTERNAL_ERROR, why));
        }
    }

    private static ObjectNode error(JsonNode id, int code, String why) {
        ObjectNode answer = JSON.createObjectNode().put("jsonrpc", "2.0");
        answer.set("id", id);
        answer.putObject("error").put("code", code).put("message", why);
        return answer;
    }

    /// Written anew, so that a message is one line whatever it was before.
    private void write(JsonNode message) {
        synchronized (out) {
            out.println(JSON.writeValueAsString(message));
            out.flush();
        }
    }

    private void endSession() throws IOException, InterruptedException {
        if (!session.isEmpty()) {
            HttpRequest request = HttpRequest.newBuilder(endpoint)
                    .header("Authorization", "Bearer " + token.get())
                    .header(SESSION, session)
                    .timeout(Duration.ofSeconds(5))
                    .DELETE()
                    .build();
            client.send(request, HttpResponse.BodyHandlers.discarding());
        }
    }

    private static Optional<JsonNode> parsed(String text) {
        try {
            return Optional.of(JSON.readTree(text)).filter(JsonNode::isObject);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            // it is over either way
        }
    }
}
