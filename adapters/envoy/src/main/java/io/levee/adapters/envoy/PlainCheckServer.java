package io.levee.adapters.envoy;

import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.rooms.gateway.Calls;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// The port at which proxies without gRPC ask, on loopback alone. What [CheckServer] says of trust is
/// true here too.
public final class PlainCheckServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(PlainCheckServer.class.getName());
    private static final int THREADS_MAX = 16;
    private static final int CONNECTIONS_MAX = 1_024;
    private static final long IDLE_MILLIS_MAX = 30_000;
    /// See [CheckServer].
    private static final Executor THREADS =
            task -> Thread.ofVirtual().name("check").start(task);

    private final Server server;
    private final ServerConnector connector;
    private final Deadlines deadlines = new Deadlines();

    private PlainCheckServer(Calls calls, InetSocketAddress listen, ProxySecret secret, CheckLimits limits) {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS_MAX, 2);
        threads.setName("plain-checks");
        this.server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setRequestHeaderSize(limits.headerBytesMax() + 8 * 1024);
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        this.connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(listen.getHostString());
        connector.setPort(listen.getPort());
        connector.setIdleTimeout(IDLE_MILLIS_MAX);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(CONNECTIONS_MAX, connector));
        server.setHandler(new PlainChecks(new Checks(calls, limits, deadlines, THREADS), secret));
    }

    /// Listens before it returns; port 0 takes a free one. Throws `CONFIGURATION_INVALID` where that is
    /// not possible, or not safe.
    public static PlainCheckServer start(
            Calls calls, InetSocketAddress listen, ProxySecret secret, CheckLimits limits) {
        if (listen.isUnresolved() || !listen.getAddress().isLoopbackAddress()) {
            throw new LeveeException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "checks over HTTP travel in clear text, so `%s` must be an address of loopback".formatted(listen));
        }
        PlainCheckServer plain = new PlainCheckServer(calls, listen, secret, limits);
        try {
            plain.server.start();
        } catch (Exception e) { // Jetty throws whatever a part of it threw
            plain.close();
            throw new LeveeException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "checks cannot be answered on `%s`: %s; choose another port".formatted(listen, e.getMessage()),
                    e);
        }
        return plain;
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(connector.getHost(), connector.getLocalPort());
    }

    /// Refuses what waits, takes nothing new, and ends.
    @Override
    public void close() {
        connector.close();
        deadlines.close();
        try {
            server.stop();
        } catch (Exception e) { // see start
            LOG.log(System.Logger.Level.WARNING, "the listener for checks did not stop cleanly", e);
        }
    }
}
