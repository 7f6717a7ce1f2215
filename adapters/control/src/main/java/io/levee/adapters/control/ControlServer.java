package io.levee.adapters.control;

import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.ledger.Origin;
import io.levee.rooms.stop.signed.SignedOrders;
import java.net.InetSocketAddress;
import java.net.URI;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// The control door's port. Shares no thread, queue or connection with the API, the gateway or the database. Who sends
/// does not matter: an order counts by its signature.
public final class ControlServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ControlServer.class.getName());
    private static final int THREADS_MAX = 16;
    private static final int CONNECTIONS_MAX = 64;
    /// A request comes at once or not at all.
    private static final long IDLE_MILLIS_MAX = 10_000;
    private static final int HEADER_BYTES_MAX = 4 * 1024;

    private final Server server;
    private final ServerConnector connector;

    private ControlServer(SignedOrders orders, Origin origin, InetSocketAddress listen) {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS_MAX, 4);
        threads.setName("control");
        this.server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setRequestHeaderSize(HEADER_BYTES_MAX);
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        this.connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(listen.getHostString());
        connector.setPort(listen.getPort());
        connector.setIdleTimeout(IDLE_MILLIS_MAX);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(CONNECTIONS_MAX, connector));
        server.setHandler(new ControlHandler(orders, origin));
    }

    /// Listens before it returns; port 0 takes a free one. Throws `CONFIGURATION_INVALID` where that is not possible.
    public static ControlServer start(SignedOrders orders, Origin origin, InetSocketAddress listen) {
        ControlServer control = new ControlServer(orders, origin, listen);
        try {
            control.server.start();
        } catch (Exception e) { // Jetty throws whatever a part of it threw
            control.close();
            throw new LeveeException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "the control door cannot listen on `%s`: %s; choose another port".formatted(listen, e.getMessage()),
                    e);
        }
        return control;
    }

    public URI address() {
        String host = connector.getHost();
        return URI.create(
                "http://%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, connector.getLocalPort()));
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) { // see start
            LOG.log(System.Logger.Level.WARNING, "the control door did not stop cleanly", e);
        }
    }
}
