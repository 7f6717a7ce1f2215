package io.levee.app.drill;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// The system on which the agent has effects: it notes when each mark arrived, streams events to
/// whoever reads, and is a server of MCP.
final class DrillTarget implements AutoCloseable {
    private static final byte[] EVENT = "data: tick\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final long EVENT_EVERY_MILLIS = 2;

    private final Effects marks;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private DrillTarget(Effects marks, Effects steps) throws IOException {
        this.marks = marks;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/marks/", this::mark);
        server.createContext("/ticks", DrillTarget::tick);
        server.createContext(LongCall.PATH, new LongCall(steps)::serve);
        server.start();
    }

    /// @param marks is told of each mark
    /// @param steps is told of each step of a long call
    static DrillTarget start(Effects marks, Effects steps) throws IOException {
        return new DrillTarget(marks, steps);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void mark(HttpExchange exchange) throws IOException {
        marks.happened();
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    private static void tick(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream body = exchange.getResponseBody()) {
            while (true) {
                body.write(EVENT);
                body.flush();
                TimeUnit.MILLISECONDS.sleep(EVENT_EVERY_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
