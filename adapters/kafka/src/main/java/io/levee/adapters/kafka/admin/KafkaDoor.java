package io.levee.adapters.kafka.admin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.levee.fault.LeveeException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// [KafkaOperations] over HTTP, on loopback and for the gateway alone: every request carries a
/// secret that only the gateway has. Whoever calls, and whether it may, was decided there.
/// `kafka-admin.openapi.yaml` describes all there is. Nothing of a body is read before the
/// secret was right.
public final class KafkaDoor implements AutoCloseable {
    /// Of one body.
    public static final int BODY_BYTES_MAX = 16 * 1024;

    static final int SECRET_LENGTH_MIN = 16;

    /// At one time; each may wait for the one before it.
    private static final int REQUESTS_MAX = 16;

    private static final String SCHEME = "Bearer ";
    private static final System.Logger LOG = System.getLogger(KafkaDoor.class.getName());

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore free = new Semaphore(REQUESTS_MAX);
    private final Supplier<String> secret;
    private final Routes routes;

    private KafkaDoor(HttpServer server, KafkaOperations operations, Supplier<String> secret) {
        this.server = server;
        this.secret = secret;
        this.routes = new Routes(operations);
    }

    /// Listens before it returns.
    ///
    /// @param port   0 takes a free one
    /// @param secret asked for each request, so that it may be rotated; one with fewer than 16
    ///               characters opens nothing
    public static KafkaDoor start(int port, KafkaOperations operations, Supplier<String> secret) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        KafkaDoor door = new KafkaDoor(server, operations, secret);
        server.setExecutor(door.threads);
        server.createContext("/", door::serve);
        server.start();
        return door;
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void serve(HttpExchange exchange) {
        try (exchange) {
            write(exchange, answer(exchange));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a client went away", e);
        }
    }

    private Reply answer(HttpExchange exchange) throws IOException {
        if (!knows(exchange)) {
            return Reply.problem(
                    401, "credential-missing", "ask through Levee's gateway", "only the gateway asks here");
        }
        if (!free.tryAcquire()) {
            return Reply.problem(503, "busy", "try again shortly", "`%d` requests are open".formatted(REQUESTS_MAX));
        }
        try (InputStream body = exchange.getRequestBody()) {
            byte[] bytes = body.readNBytes(BODY_BYTES_MAX + 1);
            if (bytes.length > BODY_BYTES_MAX) {
                return Reply.problem(
                        413, "body-too-large", "send less", "a body has at most `%d` bytes".formatted(BODY_BYTES_MAX));
            }
            return routes.answer(
                    exchange.getRequestMethod(), exchange.getRequestURI().getRawPath(), bytes);
        } catch (LeveeException e) {
            LOG.log(System.Logger.Level.WARNING, "the cluster could not be changed", e);
            return Reply.problem(
                    e.code().worthRetrying() ? 503 : 500,
                    "cluster-unavailable",
                    e.code().worthRetrying() ? "try again shortly" : "ask the Kafka team",
                    String.valueOf(e.getMessage()));
        } catch (RuntimeException e) { // a thread's root
            LOG.log(System.Logger.Level.ERROR, "an operation failed", e);
            return Reply.problem(500, "internal", "ask the Kafka team", "it failed here: the log says how");
        } finally {
            free.release();
        }
    }

    private boolean knows(HttpExchange exchange) {
        List<String> said = exchange.getRequestHeaders().getOrDefault("Authorization", List.of());
        String wanted = secret.get();
        return said.size() == 1
                && wanted.length() >= SECRET_LENGTH_MIN
                && MessageDigest.isEqual(bytes(said.getFirst()), bytes(SCHEME + wanted));
    }

    private static void write(HttpExchange exchange, Reply reply) throws IOException {
        byte[] body = bytes(reply.body());
        exchange.getResponseHeaders().set("Content-Type", reply.type());
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
