package io.levee.adapters.proxy;

import io.levee.rooms.gateway.CallDecision;
import io.levee.rooms.gateway.CallRequest;
import io.levee.rooms.gateway.Calls;
import io.levee.rooms.gateway.Contracts;
import io.levee.rooms.gateway.GatewayRefusal;
import io.levee.rooms.gateway.NormalPath;
import io.levee.rooms.gateway.Sending;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Takes one request up to its decision, and then either says no or starts the [Exchange]. No thread
/// waits here, so none is handed the request: it stays on the thread that read it.
final class GatewayHandler extends Handler.Abstract.NonBlocking {
    private static final System.Logger LOG = System.getLogger(GatewayHandler.class.getName());

    /// Of all bodies together that inner doors read whole.
    private static final long INNER_BYTES_MAX = 256L << 20;

    private final Calls calls;
    private final HttpClient client;
    private final Executor executor;
    private final ProxyLimits limits;
    private final Map<String, URI> upstreams;
    private final InnerDoor.Doors doors;
    private final Contracts contracts;
    private final GatheringSpace space = new GatheringSpace(GatheringSpace.BYTES_MAX);
    private final GatheringSpace innerSpace = new GatheringSpace(INNER_BYTES_MAX);
    private final Set<Admission> admissions = ConcurrentHashMap.newKeySet();
    private final Set<Exchange> exchanges = ConcurrentHashMap.newKeySet();

    /// @param upstreams by API; where one is missing, the description's own is used
    GatewayHandler(
            Calls calls,
            Contracts contracts,
            HttpClient client,
            Executor executor,
            ProxyLimits limits,
            Map<String, URI> upstreams,
            InnerDoor.Doors doors) {
        this.calls = calls;
        this.contracts = contracts;
        this.client = client;
        this.executor = executor;
        this.limits = limits;
        this.upstreams = Map.copyOf(upstreams);
        this.doors = doors;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String target = target(request.getHttpURI());
        CallRequest asked = CallRequest.of(request.getMethod(), target, bearer(request, List.of()));
        Optional<InnerDoor> inner = inner(asked);
        if (inner.isPresent()) {
            String bearer = bearer(request, inner.get().credentialHeaders());
            within(inner.get(), CallRequest.of(request.getMethod(), target, bearer), request, response, callback);
            return true;
        }
        Optional<GatewayRefusal> tooMuch = tooMuch(request);
        if (tooMuch.isPresent()) {
            Problems.write(response, calls.refuse(asked, tooMuch.get(), ""), callback);
            return true;
        }
        decide(asked, Passage.PLAIN, request, response, callback);
        return true;
    }

    private void decide(CallRequest asked, Passage passage, Request came, Response response, Callback callback) {
        Executor onward = JourneyHandler.onward(came, executor);
        HeldRequest request = new HeldRequest(came, passage, contracts, onward, space);
        CompletableFuture<CallDecision> decision = calls.decide(asked.with(new Sending.Waiting(request::gather)));
        if (decision.isDone()) {
            act(decision.join(), passage, request.forwarded(), response, callback);
            return;
        }
        // The ledger's thread completes this one and must not do our work.
        var _ = decision.whenCompleteAsync(
                (decided, failure) -> {
                    if (failure == null) {
                        act(decided, passage, request.forwarded(), response, callback);
                    } else {
                        failed("a call could not be decided", failure, callback);
                    }
                },
                onward);
    }

    private Optional<InnerDoor> inner(CallRequest asked) {
        return asked.path() instanceof NormalPath.Normal path
                ? doors.of(path.segments().getFirst())
                : Optional.empty();
    }

    /// Reads the body whole before it asks, of those who are somebody.
    private void within(InnerDoor door, CallRequest asked, Request request, Response response, Callback callback) {
        if (!door.knows(asked.bearer())) {
            decide(asked, Passage.PLAIN, request, response, callback);
            return;
        }
        Optional<GatewayRefusal> tooMuch =
                request.getLength() > door.bytesMax() ? Optional.of(GatewayRefusal.BODY_TOO_LARGE) : tooMuch(request);
        if (tooMuch.isPresent()) {
            Problems.write(response, calls.refuse(asked, tooMuch.get(), ""), callback);
            return;
        }
        Executor onward = JourneyHandler.onward(request, executor);
        Sample sample = new Sample(door.bytesMax(), innerSpace);
        new Gathering(request, sample, limits.bodyTimeMax().toNanos(), new Gathering.Reader() {
                    @Override
                    public void gathered(Sample body) {
                        byte[] bytes = body.bytes();
                        Callback ended = Callback.from(callback, body::drop);
                        onward.execute(() -> read(door, asked, request, bytes, response, ended));
                    }

                    @Override
                    public void tooLarge() {
                        no(GatewayRefusal.BODY_TOO_LARGE);
                    }

                    @Override
                    public void crowdedOut() {
                        no(GatewayRefusal.GATEWAY_BUSY);
                    }

                    @Override
                    public void failed(Throwable cause) {
                        no(
                                cause instanceof TimeoutException
                                        ? GatewayRefusal.REQUEST_TOO_SLOW
                                        : GatewayRefusal.REQUEST_MALFORMED);
                    }

                    private void no(GatewayRefusal why) {
                        Problems.write(response, calls.refuse(asked, why, ""), callback);
                    }
                })
                .read();
    }

    private void read(
            InnerDoor door, CallRequest asked, Request request, byte[] body, Response response, Callback callback) {
        try {
            read(door.read(asked, body), new Gathered(request, body), response, callback);
        } catch (RuntimeException e) { // a thread's root
            failed("a request could not be read", e, callback);
        }
    }

    private void read(InnerDoor.Read read, Request request, Response response, Callback callback) {
        switch (read) {
            case InnerDoor.Read.Asks(var asked, var passage) -> decide(asked, passage, request, response, callback);
            case InnerDoor.Read.No(var asked, var refusal, var detail) ->
                Problems.write(response, calls.refuse(asked, refusal, detail), callback);
        }
    }

    private static void failed(String what, Throwable failure, Callback callback) {
        LOG.log(System.Logger.Level.ERROR, what, failure);
        callback.failed(failure);
    }

    /// Called again and again: ends what waits too long.
    void tend() {
        long now = System.nanoTime();
        exchanges.forEach(exchange -> exchange.tend(now));
    }

    /// Ends every open exchange, because this replica is going down.
    void endAll() {
        admissions.forEach(admission -> admission.fail(Failure.GATEWAY_CLOSING));
        exchanges.forEach(exchange -> exchange.fail(Failure.GATEWAY_CLOSING));
    }

    private void act(CallDecision decision, Passage passage, Request request, Response response, Callback callback) {
        switch (decision) {
            case CallDecision.Deny deny -> Problems.write(response, deny, callback);
            case CallDecision.Allow allow -> admit(allow, passage, request, response, callback);
        }
    }

    private void admit(
            CallDecision.Allow allow, Passage passage, Request request, Response response, Callback callback) {
        Executor onward = JourneyHandler.onward(request, executor);
        Terms terms = Terms.of(contracts.of(allow.route()), allow.call(), allow.route(), space, onward);
        Admission[] self = new Admission[1];
        Admission admission = new Admission(
                request,
                response,
                callback,
                allow,
                terms,
                limits,
                upload -> forward(allow, passage, terms, upload, request, response, callback),
                () -> admissions.remove(self[0]));
        self[0] = admission;
        admissions.add(admission);
        admission.begin();
    }

    private void forward(
            CallDecision.Allow allow,
            Passage passage,
            Terms terms,
            Upload upload,
            Request request,
            Response response,
            Callback callback) {
        URI base = upstreams.getOrDefault(allow.api(), allow.upstream());
        var upstream = client.newRequest(below(base, allow.target()))
                .method(request.getMethod())
                .followRedirects(false)
                .idleTimeout(limits.upstreamIdleMax().toMillis(), TimeUnit.MILLISECONDS);
        Exchange[] self = new Exchange[1];
        Exchange exchange = new Exchange(
                request,
                response,
                callback,
                allow,
                passage,
                upstream,
                limits,
                terms,
                upload,
                () -> exchanges.remove(self[0]));
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

    /// Two credentials are none: which one counts would depend on who reads them. Some clients say the same one in each
    /// header, once.
    private static String bearer(Request request, List<String> others) {
        HttpFields headers = request.getHeaders();
        List<String> authorization = headers.getValuesList(HttpHeader.AUTHORIZATION);
        boolean two = authorization.size() > 1;
        Optional<String> said =
                authorization.isEmpty() ? Optional.empty() : Optional.of(bearer(authorization.getFirst()));
        for (String name : others) {
            List<String> values = headers.getValuesList(name);
            if (!values.isEmpty()) {
                String other = values.getFirst().trim();
                two |= values.size() > 1 || !said.orElse(other).equals(other);
                said = Optional.of(other);
            }
        }
        return two ? "two credentials" : said.orElse("");
    }

    private static String bearer(String value) {
        return value.regionMatches(true, 0, "Bearer ", 0, 7)
                ? value.substring(7).trim()
                : value.isEmpty() ? "" : "no bearer";
    }
}
