package io.levee.adapters.http;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.MinimumDataRateHandler;

/// The HTTP API on one address, one virtual thread per request.
public final class ApiServer implements AutoCloseable {
    private final Javalin server;
    private final String host;

    private ApiServer(Javalin server, String host) {
        this.server = server;
        this.host = host;
    }

    /// Listens before it returns; port 0 takes a free one.
    public static ApiServer start(InetSocketAddress address, List<Routes> routes) {
        String host = address.isUnresolved()
                ? address.getHostString()
                : address.getAddress().getHostAddress();
        Javalin server = Javalin.create(config -> configure(config, host, address.getPort(), routes));
        server.start();
        return new ApiServer(server, host);
    }

    private static void configure(JavalinConfig config, String host, int port, List<Routes> routes) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.http.maxRequestSize = ApiLimits.BODY_BYTES_MAX;
        config.http.prefer405over404 = true;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.jetty.addConnector((jetty, http) -> connector(jetty, http, host, port));
        config.jetty.modifyServletContextHandler(
                context -> context.insertHandler(new MinimumDataRateHandler(ApiLimits.BODY_BYTES_PER_SECOND_MIN, 0)));
        config.routes.before(ApiServer::sayNothingElse);
        new Problems().register(config.routes);
        routes.forEach(some -> some.register(config.routes));
    }

    private static Connector connector(Server jetty, HttpConfiguration http, String host, int port) {
        http.setSendServerVersion(false);
        http.setSendDateHeader(true);
        http.setRequestHeaderSize(ApiLimits.HEADER_BYTES_MAX);
        ServerConnector connector = new ServerConnector(jetty, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(host);
        connector.setPort(port);
        connector.setAcceptQueueSize(ApiLimits.QUEUE_MAX);
        connector.setIdleTimeout(ApiLimits.IDLE_MAX.toMillis());
        connector.addBean(new NetworkConnectionLimit(ApiLimits.CONNECTIONS_MAX, jetty));
        return connector;
    }

    /// This API is for programs: nothing of it is a page, is cached, or may be framed or guessed at.
    private static void sayNothingElse(Context ctx) {
        ctx.header("Cache-Control", "no-store");
        ctx.header("X-Content-Type-Options", "nosniff");
        ctx.header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        ctx.header("Referrer-Policy", "no-referrer");
    }

    public URI address() {
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + server.port());
    }

    @Override
    public void close() {
        server.stop();
    }
}
