package io.levee.adapters.mcp;

import io.levee.adapters.proxy.ProxyLimits;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// The connections to servers: no cookies, no redirects, nothing decoded.
final class Clients {
    private static final int THREADS_MAX = 32;

    private Clients() {}

    static HttpClient of(ProxyLimits limits) {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS_MAX, 2);
        threads.setName("mcp-upstream");
        ClientConnector sockets = new ClientConnector();
        sockets.setSelectors(1);
        HttpClient client = new HttpClient(new HttpClientTransportOverHTTP(sockets));
        client.setExecutor(threads);
        client.setFollowRedirects(false);
        client.setHttpCookieStore(new HttpCookieStore.Empty());
        client.setUserAgentField(null);
        client.setConnectTimeout(limits.connectMax().toMillis());
        client.setMaxConnectionsPerDestination(4 * limits.upstreamConnectionsMax());
        client.setMaxRequestsQueuedPerDestination(limits.upstreamConnectionsMax());
        client.setMaxResponseHeadersSize(32 * 1024);
        client.getContentDecoderFactories().clear();
        return client;
    }
}
