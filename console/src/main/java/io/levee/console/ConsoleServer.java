package io.levee.console;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.ServerConnector;

/// The console on one address, one virtual thread per request.
public final class ConsoleServer implements AutoCloseable {
    static final int BODY_BYTES_MAX = 16 * 1024;
    static final int HEADER_BYTES_MAX = 16 * 1024;
    static final int CONNECTIONS_MAX = 256;
    static final int IDLE_MILLIS_MAX = 30_000;

    private static final System.Logger LOG = System.getLogger(ConsoleServer.class.getName());

    private final Javalin server;
    private final Api api;
    private final String host;

    private ConsoleServer(Javalin server, Api api, String host) {
        this.server = server;
        this.api = api;
        this.host = host;
    }

    /// Listens before it returns; port 0 takes a free one.
    ///
    /// @param api    where the HTTP API listens
    /// @param random cryptographically strong; cookies come from it
    public static ConsoleServer start(InetSocketAddress address, URI api, InstantSource clock, RandomGenerator random) {
        String host = address.isUnresolved()
                ? address.getHostString()
                : address.getAddress().getHostAddress();
        Api client = new Api(api);
        Javalin server = Javalin.create(config -> {
            listen(config, host, address.getPort());
            routes(config, client, new Sessions(clock, random));
        });
        server.start();
        return new ConsoleServer(server, client, host);
    }

    private static void listen(JavalinConfig config, String host, int port) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.http.maxRequestSize = BODY_BYTES_MAX;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.jetty.addConnector((jetty, http) -> {
            http.setSendServerVersion(false);
            http.setRequestHeaderSize(HEADER_BYTES_MAX);
            ServerConnector connector = new ServerConnector(jetty, 1, 1, new HttpConnectionFactory(http));
            connector.setHost(host);
            connector.setPort(port);
            connector.setIdleTimeout(IDLE_MILLIS_MAX);
            connector.addBean(new NetworkConnectionLimit(CONNECTIONS_MAX, jetty));
            return connector;
        });
    }

    private static void routes(JavalinConfig config, Api api, Sessions sessions) {
        Pages pages = new Pages();
        Door door = new Door(sessions, pages);
        config.routes.before(door::guard);
        config.routes.get("/console.css", ctx -> asset(ctx, "console.css", "text/css; charset=utf-8"));
        config.routes.get("/console.js", ctx -> asset(ctx, "console.js", "text/javascript; charset=utf-8"));
        config.routes.get("/icon.svg", ctx -> asset(ctx, "icon.svg", "image/svg+xml"));
        new LoginPages(api, sessions, pages).register(config.routes, door);
        new FeedPages(api, pages).register(config.routes, door);
        new ApprovalPages(api, pages).register(config.routes, door);
        new BudgetPages(api, pages).register(config.routes, door);
        new ToolPages(api, pages).register(config.routes, door);
        new ReviewPages(api, pages).register(config.routes, door);
        new JobPages(api, pages).register(config.routes, door);
        new StopPages(api, pages).register(config.routes, door);
        config.routes.exception(
                HttpResponseException.class,
                (e, ctx) -> pages.problem(ctx, e.getStatus(), "There is no such page", "Go back to the feed."));
        config.routes.exception(Exception.class, (e, ctx) -> {
            LOG.log(System.Logger.Level.ERROR, "a page failed in a way that nobody foresaw", e);
            pages.problem(ctx, 500, "This page failed", "The log of this replica says why.");
        });
    }

    private static void asset(Context ctx, String name, String type) throws IOException {
        try (InputStream in = ConsoleServer.class.getResourceAsStream("/console/" + name)) {
            if (in == null) {
                throw new IOException("the build lost %s".formatted(name));
            }
            ctx.header("Cache-Control", "private, max-age=60");
            ctx.contentType(type).result(in.readAllBytes());
        }
    }

    public URI address() {
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + server.port());
    }

    @Override
    public void close() {
        api.close(); // ends the feeds that are open, so that the server need not wait for them
        server.stop();
    }
}
