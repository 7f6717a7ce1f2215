package io.levee.adapters.proxy;

import io.levee.fault.ErrorCode;
import io.levee.fault.LeveeException;
import io.levee.rooms.gateway.Calls;
import io.levee.rooms.gateway.Contracts;
import io.levee.steps.Journeys;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// The gateway's port: HTTP/1.1 and HTTP/2 with prior knowledge in, HTTP/1.1 to the upstreams, on platform
/// threads of its own. Nothing else of Levee shares them, so a busy API or console never slows a call.
public final class GatewayServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(GatewayServer.class.getName());
    private static final Duration TENDED_EVERY = Duration.ofMillis(250);
    private static final int THREADS_MAX = 64;
    /// Calls are decided on the threads that wait for sockets (ADR 0062), so there is one for each processor.
    private static final int SELECTORS = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 8);

    private final Server server;
    private final ServerConnector connector;
    private final HttpClient client;
    private final GatewayHandler handler;
    private final Calls calls;
    private final SlowHeaders slowHeaders;
    private final ScheduledExecutorService tending = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("gateway-tend").daemon().factory());

    private GatewayServer(
            Calls calls,
            Contracts contracts,
            InetSocketAddress listen,
            ProxyLimits limits,
            Map<String, URI> upstreams,
            InnerDoor.Doors doors,
            Journeys journeys,
            UnaryOperator<Handler> outer) {
        this.calls = calls;
        QueuedThreadPool threads = new QueuedThreadPool(THREADS_MAX, 4);
        threads.setName("gateway");
        this.server = new Server(threads);
        this.client = client(threads, limits);
        this.handler = new GatewayHandler(calls, contracts, client, threads, limits, upstreams, doors);
        this.connector = connector(server, listen, limits);
        this.slowHeaders = new SlowHeaders(connector, limits.headerTimeMax());
        server.addConnector(connector);
        server.addBean(client);
        server.addBean(new NetworkConnectionLimit(limits.connectionsMax(), connector));
        server.setErrorHandler(new ProblemErrors());
        server.setHandler(new JourneyHandler(outer.apply(handler), journeys));
    }

    /// Listens. Throws `CONFIGURATION_INVALID` where the address cannot be had.
    ///
    /// @param contracts what calls and answers are held to
    /// @param upstreams by API; where one is missing, the description's own is used
    /// @param doors     of APIs whose requests are read whole first
    /// @param journeys  watch each request from its first header to its last byte
    public static GatewayServer start(
            Calls calls,
            Contracts contracts,
            InetSocketAddress listen,
            ProxyLimits limits,
            Map<String, URI> upstreams,
            InnerDoor.Doors doors,
            Journeys journeys) {
        return start(calls, contracts, listen, limits, upstreams, doors, journeys, http -> http);
    }

    /// Listens, with handlers of other protocols before that of HTTP.
    ///
    /// @param outer puts them before the one it is given, which answers what they leave
    public static GatewayServer start(
            Calls calls,
            Contracts contracts,
            InetSocketAddress listen,
            ProxyLimits limits,
            Map<String, URI> upstreams,
            InnerDoor.Doors doors,
            Journeys journeys,
            UnaryOperator<Handler> outer) {
        GatewayServer gateway = new GatewayServer(calls, contracts, listen, limits, upstreams, doors, journeys, outer);
        try {
            gateway.server.start();
            gateway.client.getContentDecoderFactories().clear(); // Jetty fills them when it starts
        } catch (Exception e) { // Jetty throws whatever a part of it threw
            gateway.close();
            throw new LeveeException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "the gateway cannot listen on `%s`: %s; choose another port".formatted(listen, e.getMessage()),
                    e);
        }
        long every = TENDED_EVERY.toMillis();
        var _ = gateway.tending.scheduleWithFixedDelay(gateway::tend, every, every, TimeUnit.MILLISECONDS);
        return gateway;
    }

    public int port() {
        return connector.getLocalPort();
    }

    public URI uri() {
        String host = connector.getHost() == null ? "127.0.0.1" : connector.getHost();
        return URI.create("http://%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, port()));
    }

    /// Ends what is open, records how, and stops listening.
    @Override
    public void close() {
        tending.shutdownNow();
        connector.close();
        handler.endAll();
        try {
            server.stop();
        } catch (Exception e) { // see start
            LOG.log(System.Logger.Level.WARNING, "the gateway did not stop cleanly", e);
        }
    }

    synchronized void tend() {
        try {
            calls.tend();
            handler.tend();
            slowHeaders.end();
        } catch (RuntimeException e) { // a thread's root: the next round must come
            LOG.log(System.Logger.Level.ERROR, "tending the gateway failed; it is tried again", e);
        }
    }

    private static ServerConnector connector(Server server, InetSocketAddress listen, ProxyLimits limits) {
        HttpConfiguration http = new HttpConfiguration();
        http.setRequestHeaderSize(limits.headerBytesMax());
        http.setResponseHeaderSize(32 * 1024);
        http.setHeaderCacheSize(0); // a tree of 200 KB for each connection, with the caller's token in it
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        // The door's own rules judge the raw target, are stricter than Jetty's, and say and record why.
        http.setUriCompliance(UriCompliance.UNSAFE);
        http.setHttpCompliance(HttpCompliance.RFC9110);
        ServerConnector connector =
                new ServerConnector(server, 1, SELECTORS, new HttpConnectionFactory(http), new PriorKnowledge(http));
        connector.setHost(listen.getHostString());
        connector.setPort(listen.getPort());
        connector.setIdleTimeout(limits.idleMax().toMillis());
        connector.setAcceptQueueSize(1_024);
        return connector;
    }

    private static HttpClient client(QueuedThreadPool threads, ProxyLimits limits) {
        ClientConnector sockets = new ClientConnector();
        sockets.setSelectors(SELECTORS);
        sockets.setConnectTimeout(limits.connectMax());
        HttpClientTransportOverHTTP transport = new HttpClientTransportOverHTTP(sockets);
        transport.setInvocationType(Invocable.InvocationType.NON_BLOCKING);
        transport.setHeaderCacheSize(0); // as of the callers' connections
        HttpClient client = new HttpClient(transport);
        client.setExecutor(threads);
        client.setFollowRedirects(false);
        client.setHttpCookieStore(new HttpCookieStore.Empty());
        client.setUserAgentField(null);
        client.setConnectTimeout(limits.connectMax().toMillis());
        client.setMaxConnectionsPerDestination(limits.upstreamConnectionsMax());
        client.setMaxRequestsQueuedPerDestination(limits.upstreamConnectionsMax());
        client.setMaxResponseHeadersSize(32 * 1024);
        client.setRequestBufferSize(limits.headerBytesMax() + 4 * 1024);
        return client;
    }
}
