package io.levee.app.demo;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// An agent as the gateway sees it: one token, and requests, well-formed or not.
public record Caller(URI gateway, String token) {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int BODY_MAX = 1 << 20;

    Reply get(String path) throws IOException, InterruptedException {
        return reply(CLIENT.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString()));
    }

    Reply post(String path, String json) throws IOException, InterruptedException {
        return send("POST", path, json);
    }

    public Reply put(String path, String json) throws IOException, InterruptedException {
        return send("PUT", path, json);
    }

    private Reply send(String method, String path, String json) throws IOException, InterruptedException {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json))
                .build();
        return reply(CLIENT.send(request, HttpResponse.BodyHandlers.ofString()));
    }

    /// The body as it arrives; the caller closes it.
    public HttpResponse<InputStream> stream(String path) throws IOException, InterruptedException {
        return CLIENT.send(
                request(path).header("Accept", "text/event-stream").GET().build(),
                HttpResponse.BodyHandlers.ofInputStream());
    }

    /// Likewise for a tool of MCP, whose progress is told; revision 2026-07-28.
    ///
    /// @param server whose tool it is, as the organisation calls it
    public HttpResponse<InputStream> progress(String server, String tool) throws IOException, InterruptedException {
        String body = """
                {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"%s","arguments":{},"_meta":{
                "progressToken":1,"io.modelcontextprotocol/protocolVersion":"2026-07-28",
                "io.modelcontextprotocol/clientInfo":{"name":"agent","version":"1"},
                "io.modelcontextprotocol/clientCapabilities":{}}}}""".formatted(tool);
        HttpRequest request = request("/mcp/" + server)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", "tools/call")
                .header("Mcp-Name", tool)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofInputStream());
    }

    /// Sends `target` as it stands, which no well-behaved client would.
    Reply getExactly(String target) throws IOException {
        String request = "GET %s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\nConnection: close\r\n\r\n"
                .formatted(target, gateway.getAuthority(), token);
        try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
            socket.setSoTimeout((int) TIMEOUT.toMillis());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            String answer = new String(socket.getInputStream().readNBytes(BODY_MAX), StandardCharsets.UTF_8);
            int body = answer.indexOf("\r\n\r\n");
            int status = answer.startsWith("HTTP/1.1 ") ? Integer.parseInt(answer.substring(9, 12)) : 0;
            String json =
                    answer.contains("{") ? answer.substring(answer.indexOf('{'), answer.lastIndexOf('}') + 1) : "";
            return new Reply(status, "", body < 0 ? "" : json);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(gateway + path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token);
    }

    private static Reply reply(HttpResponse<String> response) {
        String decision = response.headers().firstValue("X-Levee-Decision").orElse("");
        return new Reply(response.statusCode(), decision, response.body());
    }
}
