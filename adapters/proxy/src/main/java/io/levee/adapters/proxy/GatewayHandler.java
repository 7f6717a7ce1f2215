package io.levee.adapters.proxy;

import io.levee.rooms.gateway.CallDecision;
import io.levee.rooms.gateway.CallRequest;
import io.levee.rooms.gateway.Calls;
import io.levee.rooms.gateway.GatewayRefusal;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Takes one request up to its decision, and then either says no or starts the [Exchange]. No thread waits here,
/// so none is handed the request: it stays on the thread that read it.
final class GatewayHandler extends Handler.Abstract.NonBlocking {
    private static final System.Logger LOG = System.getLogger(GatewayHandler.class.getName());

    private final Calls calls;
    private final HttpClient client;
    private final Executor executor;
    private final ProxyLimits limits;
    private final Map<String, URI> upstreams;
    private final Set<Exchange> exchanges = ConcurrentHashMap.newKeySet();

    /// @param upstreams by API; where one is missing, the description's own is used
    GatewayHandler(Calls calls, HttpClient client, Executor executor, ProxyLimits limits, Map<String, URI> upstreams) {
        this.calls = calls;
        this.client = client;
        this.executor = executor;
        this.limits = limits;
        this.upstreams = Map.copyOf(upstreams);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        CallRequest asked = CallRequest.of(request.getMethod(), target(request.getHttpURI()), bearer(request));
        Optional<GatewayRefusal> tooMuch = tooMuch(request);
        if (tooMuch.isPresent()) {
            Problems.write(response, calls.refuse(asked, tooMuch.get()), callback);
            return true;
        }
        CompletableFuture<CallDecision> decision = calls.decide(asked);
        if (decision.isDone()) {
            act(decision.join(), request, response, callback);
            return true;
        }
        // The ledger's thread completes this one and must not do our work.
        var _ = decision.whenCompleteAsync(
                (decided, failure) -> {
                    if (failure == null) {
                        act(decided, request, response, callback);
                    } else {
                        LOG.log(System.Logger.Level.ERROR, "a call could not be decided", failure);
                        callback.failed(failure);
                    }
                },
                JourneyHandler.onward(request, executor));
        return true;
    }

    /// Called again and again: ends what waits too long.
    void tend() {
        long now = System.nanoTime();
        exchanges.forEach(exchange -> exchange.tend(now));
    }

    /// Ends every open exchange, because this replica is going down.
    void endAll() {
        exchanges.forEach(exchange -> exchange.fail(Failure.GATEWAY_CLOSING));
    }

    private void act(CallDecision decision, Request request, Response response, Callback callback) {
        switch (decision) {
            case CallDecision.Deny deny -> Problems.write(response, deny, callback);
            case CallDecision.Allow allow -> forward(allow, request, response, callback);
        }
    }

    private void forward(CallDecision.Allow allow, Request request, Response response, Callback callback) {
        URI base = upstreams.getOrDefault(allow.api(), allow.upstream());
        var upstream = client.newRequest(below(base, allow.target()))
                .method(request.getMethod())
                .followRedirects(false)
                .idleTimeout(limits.upstreamIdleMax().toMillis(), TimeUnit.MILLISECONDS);
        Exchange[] self = new Exchange[1];
        Exchange exchange =
                new Exchange(request, response, callback, allow, upstream, limits, () -> exchanges.remove(self[0]));
        self[0] = exchange;
        exchanges.add(exchange);
        exchange.send();
    }

    private Optional<GatewayRefusal> tooMuch(Request request) {
        if (request.getHeaders().size() > limits.headerCountMax()) {
            return Optional.of(GatewayRefusal.HEADERS_TOO_LARGE);
        }
        return request.getLength() > limits.bodyBytesMax()
                ? Optional.of(GatewayRefusal.BODY_TOO_LARGE)
                : Optional.empty();
    }

    private static URI below(URI base, String target) {
        String start = base.toString();
        return URI.create((start.endsWith("/") ? start.substring(0, start.length() - 1) : start) + target);
    }

    /// The target as it was sent: Jetty's decoded or canonical forms are never looked at.
    private static String target(HttpURI uri) {
        StringBuilder target = new StringBuilder(uri.getPath() == null ? "" : uri.getPath());
        if (uri.getQuery() != null) {
            target.append('?').append(uri.getQuery());
        }
        if (uri.getFragment() != null) {
            target.append('#').append(uri.getFragment());
        }
        return target.toString();
    }

    /// Two credentials are none: which one counts would depend on who reads them.
    private static String bearer(Request request) {
        List<String> sent = request.getHeaders().getValuesList(HttpHeader.AUTHORIZATION);
        if (sent.size() != 1) {
            return sent.isEmpty() ? "" : "two credentials";
        }
        String value = sent.getFirst();
        return value.regionMatches(true, 0, "Bearer ", 0, 7)
                ? value.substring(7).trim()
                : value.isEmpty() ? "" : "no bearer";
    }
}
