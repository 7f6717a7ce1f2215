package io.levee.adapters.mcp;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Sends what no SDK would.
final class Raw implements AutoCloseable {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI at;
    private final Map<String, String> always = new LinkedHashMap<>();

    Raw(URI gateway, String path) {
        this.at = URI.create(gateway + path);
        always.put("Content-Type", "application/json");
        always.put("Accept", "application/json, text/event-stream");
        always.put("Authorization", "Bearer writer");
    }

    Raw with(String header, String value) {
        always.put(header, value);
        return this;
    }

    /// Begins a session of revision 2025-11-25 and stays in it.
    Raw initialized() throws IOException, InterruptedException {
        HttpResponse<InputStream> response = post(Map.of(), """
                {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25",
                 "capabilities":{},"clientInfo":{"name":"raw","version":"1"}}}""");
        always.put(
                "Mcp-Session-Id",
                response.headers().firstValue("mcp-session-id").orElseThrow());
        always.put("MCP-Protocol-Version", "2025-11-25");
        return this;
    }

    HttpResponse<InputStream> post(Map<String, String> headers, String body) throws IOException, InterruptedException {
        return send("POST", headers, body.getBytes(StandardCharsets.UTF_8));
    }

    HttpResponse<InputStream> send(String method, Map<String, String> headers, byte[] body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(at).method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        // Who sends much asks first: a no that comes while it is sent may get lost with the connection.
        request.expectContinue(body.length > 1 << 20);
        Map<String, String> all = new LinkedHashMap<>(always);
        all.putAll(headers);
        all.forEach((name, value) -> {
            if (!value.isEmpty()) {
                request.header(name, value);
            }
        });
        return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    /// A request as it goes over the wire, for who reads the answer by hand.
    String asText(String accept, String body) {
        StringBuilder text = new StringBuilder("POST %s HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\n"
                .formatted(at.getPath(), at.getAuthority(), body.length()));
        Map<String, String> all = new LinkedHashMap<>(always);
        all.put("Accept", accept);
        all.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
        return text.append("\r\n").append(body).toString();
    }

    /// A request of revision 2026-07-28 as it should be.
    HttpResponse<InputStream> stateless(String method, String params, Optional<String> name)
            throws IOException, InterruptedException {
        Map<String, String> headers =
                new LinkedHashMap<>(Map.of("MCP-Protocol-Version", "2026-07-28", "Mcp-Method", method));
        name.ifPresent(it -> headers.put("Mcp-Name", it));
        String members = params.isEmpty() ? "" : params + ",";
        return post(headers, """
                {"jsonrpc":"2.0","id":7,"method":"%s","params":{%s"_meta":{
                 "io.modelcontextprotocol/protocolVersion":"2026-07-28",
                 "io.modelcontextprotocol/clientCapabilities":{}}}}""".formatted(method, members));
    }

    static JsonNode json(HttpResponse<InputStream> response) throws IOException {
        return Wire.read(response.body().readAllBytes());
    }

    static String code(HttpResponse<InputStream> response) throws IOException {
        return json(response).path("error").path("data").path("code").asString("");
    }

    /// The events of a stream, up to its end, however that came.
    static List<String> events(InputStream stream) {
        List<String> events = Collections.synchronizedList(new ArrayList<>());
        try {
            Frames frames = new Frames(stream, true);
            for (Optional<JsonNode> next = frames.next(); next.isPresent(); next = frames.next()) {
                events.add(next.get().toString());
            }
            events.add("end");
        } catch (IOException e) {
            events.add("broken");
        }
        return events;
    }

    @Override
    public void close() {
        client.close();
    }
}
