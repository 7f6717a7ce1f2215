package io.levee.adapters.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/// An upstream that answers what it was told to, whatever its description says.
final class LyingUpstream implements AutoCloseable {
    interface Script {
        void answer(Response response, OutputStream out) throws IOException;
    }

    /// Each request: its line, then its body.
    final List<String> seen = new CopyOnWriteArrayList<>();
    volatile Script script = (_, _) -> {};
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    LyingUpstream() throws Exception {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                String body = request.getLength() > 1 << 20
                        ? "bytes: " + count(Content.Source.asInputStream(request))
                        : Content.Source.asString(request, StandardCharsets.UTF_8);
                seen.add(request.getMethod() + " " + request.getHttpURI().getPathQuery() + " " + body);
                try (OutputStream out = Content.Sink.asOutputStream(response)) {
                    script.answer(response, out);
                }
                callback.succeeded();
                return true;
            }
        });
        server.start();
    }

    /// Reads to the end and keeps nothing.
    static long count(InputStream in) throws IOException {
        try (in) {
            return in.transferTo(OutputStream.nullOutputStream());
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + connector.getLocalPort());
    }

    void answers(int status, String type, String body) {
        script = (response, out) -> {
            response.setStatus(status);
            if (!type.isEmpty()) {
                response.getHeaders().put("Content-Type", type);
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            response.getHeaders().put("Content-Length", bytes.length);
            out.write(bytes);
        };
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) { // Jetty throws whatever a part of it threw
            throw new IllegalStateException("the upstream did not stop", e);
        }
    }
}
