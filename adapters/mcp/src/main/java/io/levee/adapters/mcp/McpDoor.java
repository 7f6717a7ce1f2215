package io.levee.adapters.mcp;

import io.levee.adapters.proxy.GatheringSpace;
import io.levee.adapters.proxy.ProxyLimits;
import io.levee.catalog.Api;
import io.levee.catalog.Catalog;
import io.levee.consent.InForce;
import io.levee.identity.Audience;
import io.levee.identity.Identities;
import io.levee.identity.Identity;
import io.levee.rooms.gateway.CallDecision;
import io.levee.rooms.gateway.CallRequest;
import io.levee.rooms.gateway.Calls;
import io.levee.rooms.gateway.NormalPath;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// `/mcp` and `/mcp/SERVER` on the gateway's listener; everything else goes on to the next handler. One virtual thread
/// for each message.
public final class McpDoor extends Handler.Wrapper {
    private static final String PATH = "/mcp";
    /// Of all messages that are being answered; one has 4 MiB at most.
    private static final long MESSAGES_BYTES_MAX = 256L << 20;

    private static final System.Logger LOG = System.getLogger(McpDoor.class.getName());

    private final Calls calls;
    private final Identities identities;
    private final Supplier<InForce> inForce;
    private final Supplier<URI> issuer;
    private final McpServers servers;
    private final Sessions sessions = new Sessions();
    private final Set<Calling> open = ConcurrentHashMap.newKeySet();
    private final Dispatch dispatch;
    private final ScheduledExecutorService tending = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("mcp-tend").daemon().factory());

    /// @param servers its connections begin and end with this door
    /// @param issuer  of the tokens that are taken here
    public McpDoor(
            Handler next,
            Calls calls,
            Identities identities,
            Supplier<InForce> inForce,
            ProxyLimits limits,
            McpServers servers,
            Supplier<URI> issuer) {
        super(next);
        this.calls = calls;
        this.identities = identities;
        this.inForce = inForce;
        this.servers = servers;
        this.issuer = issuer;
        this.dispatch = new Dispatch(
                sessions,
                new Methods(calls, new Shown(inForce), open::add, open::remove),
                limits.bodyTimeMax(),
                new GatheringSpace(MESSAGES_BYTES_MAX));
        addBean(servers.client());
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        servers.client().getContentDecoderFactories().clear(); // Jetty fills them when it starts
        var _ = tending.scheduleWithFixedDelay(this::tend, 250, 250, TimeUnit.MILLISECONDS);
    }

    @Override
    protected void doStop() throws Exception {
        tending.shutdownNow();
        open.forEach(Calling::closing);
        sessions.tend(true);
        super.doStop();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String path = String.valueOf(request.getHttpURI().getPath());
        if (path.equals(Challenge.WELL_KNOWN) || path.startsWith(Challenge.WELL_KNOWN + PATH)) {
            String about = path.substring(Challenge.WELL_KNOWN.length());
            Outbound out = new Outbound(request, response, callback, false);
            out.answer(200, challenge(request, about.isEmpty() ? PATH : about).metadata());
            return true;
        }
        if (!path.equals(PATH) && !path.startsWith(PATH + "/")) {
            return super.handle(request, response, callback);
        }
        request.addIdleTimeoutListener(_ -> false); // quiet streams are the server's business
        Thread.ofVirtual().name("mcp").start(() -> taken(path, request, response, callback));
        return true;
    }

    private void taken(String path, Request request, Response response, Callback callback) {
        List<String> accept = request.getHeaders().getValuesList(HttpHeader.ACCEPT);
        boolean any = accept.isEmpty() || String.join(",", accept).contains("*/*");
        boolean streams = any || String.join(",", accept).contains("text/event-stream");
        Outbound out = new Outbound(request, response, callback, streams);
        String bearer = Incoming.bearer(request);
        Catalog catalog = inForce.get().catalog();
        Identity who = identities.identify(bearer, Audience.GATEWAY);
        Scope all = new Scope(catalog, Optional.empty(), servers::of);
        Challenge challenge = challenge(request, path);
        Identity.Known known = who instanceof Identity.Known some ? some : Incoming.NOBODY;
        Turn turn = Turn.unread(request, out, known, bearer, all, challenge);
        try {
            Incoming.checkOrigin(request);
            if (who instanceof Identity.Unknown) {
                unknown(turn);
                return;
            }
            boolean json = any || String.join(",", accept).contains("application/json");
            if (!json && !streams) {
                throw McpRefusal.ACCEPT.because("");
            }
            Scope scope = path.equals(PATH) ? all : one(catalog, path.substring(PATH.length() + 1));
            dispatch.dispatch(Turn.unread(request, out, known, bearer, scope, challenge));
        } catch (McpRefusal.Rejection e) {
            turn.refuse(e, "");
        } catch (IOException e) {
            out.breakOff(e);
        } catch (RuntimeException e) { // a thread's root
            turn.failed(e);
        }
    }

    /// Recorded like every other call of nobody.
    private void unknown(Turn turn) {
        CallRequest request = new CallRequest(
                Api.Protocol.MCP, "POST", new NormalPath.Normal(List.of("mcp"), PATH, ""), Map.of(), turn.bearer());
        if (calls.decide(request).join() instanceof CallDecision.Deny deny) {
            turn.refuse(deny);
        }
    }

    private Scope one(Catalog catalog, String name) {
        Api api = catalog.api(name)
                .filter(it -> it.protocol() == Api.Protocol.MCP)
                .orElseThrow(() -> McpRefusal.SERVER_UNKNOWN.because(""));
        return new Scope(catalog, Optional.of(api), servers::of);
    }

    private Challenge challenge(Request request, String path) {
        String base =
                request.getHttpURI().getScheme() + "://" + request.getHttpURI().getAuthority();
        return new Challenge(base, path, issuer.get());
    }

    private void tend() {
        try {
            long now = System.nanoTime();
            open.forEach(calling -> calling.tend(now));
            sessions.tend(false);
        } catch (RuntimeException e) { // a thread's root: the next round must come
            LOG.log(System.Logger.Level.ERROR, "tending the door of MCP failed; it is tried again", e);
        }
    }
}
