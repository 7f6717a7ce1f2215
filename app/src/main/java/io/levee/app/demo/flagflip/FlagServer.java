package io.levee.app.demo.flagflip;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A double of acme's flag server: `PUT /flags/debug-events` tells the application of that flag.
/// It knows nobody and refuses nothing, so that what does not arrive here was kept away by Levee.
final class FlagServer implements AutoCloseable {
    private static final Pattern PATH = Pattern.compile("/flags/([A-Za-z0-9._-]+)");
    private static final int BODY_MAX = 64 * 1024;

    private final HttpServer server;
    private final IntConsumer flipped;

    private FlagServer(HttpServer server, IntConsumer flipped) {
        this.server = server;
        this.flipped = flipped;
    }

    /// @param flipped is told the share of users, in percent, that the flag is on for
    static FlagServer start(IntConsumer flipped) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            FlagServer flags = new FlagServer(server, flipped);
            server.createContext("/", flags::answer);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return flags;
        } catch (IOException e) {
            throw new UncheckedIOException("no port for the flag server", e);
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(BODY_MAX);
            Matcher path = PATH.matcher(exchange.getRequestURI().getPath());
            if (!exchange.getRequestMethod().equals("PUT") || !path.matches()) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            JsonNode flag = new JsonMapper().readTree(body);
            flipped.accept(
                    flag.path("enabled").asBoolean(false)
                            ? flag.path("sharePercent").asInt(100)
                            : 0);
            exchange.sendResponseHeaders(200, -1); // as its description says: nothing
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
