package io.levee.adapters.proxy;

import io.levee.facts.CallFact;
import io.levee.facts.ContractFact.Side;
import io.levee.rooms.gateway.CallDecision;
import io.levee.rooms.gateway.Contract;
import io.levee.rooms.gateway.GatewayRefusal;
import io.levee.rooms.gateway.Line;
import io.levee.rooms.gateway.OpenCall;
import io.levee.steps.Journeys;
import io.levee.steps.Step;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// One allowed call between its client and its upstream. Ends exactly once, in [#onComplete]: whatever goes
/// wrong on either side is blamed first ([#blame]) and then aborts the upstream's exchange, which leads
/// there.
final class Exchange implements Line, org.eclipse.jetty.client.Response.Listener {
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final OpenCall call;
    private final Passage passage;
    private final org.eclipse.jetty.client.Request upstream;
    private final ProxyLimits limits;
    private final Terms terms;
    private final Upload upload;
    private final Runnable whenEnded;
    private final Journeys.Journey journey;
    private final Runnable effectEnded;
    private final AtomicReference<Optional<Failure>> blamed = new AtomicReference<>(Optional.empty());
    private final AtomicBoolean sending = new AtomicBoolean();
    private final AtomicReference<Optional<ResponsePump>> pump = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<RequestBody>> body = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<Withholding>> withholding = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<Terms.No>> withheld = new AtomicReference<>(Optional.empty());
    private volatile Optional<Watched> watched = Optional.empty();
    private volatile long waitingSinceNanos = System.nanoTime();
    private volatile boolean uploaded;
    private volatile boolean answered;

    Exchange(
            Request request,
            Response response,
            Callback callback,
            CallDecision.Allow allow,
            Passage passage,
            org.eclipse.jetty.client.Request upstream,
            ProxyLimits limits,
            Terms terms,
            Upload upload,
            Runnable whenEnded) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.call = allow.call();
        this.passage = passage;
        this.upstream = upstream;
        this.limits = limits;
        this.terms = terms;
        this.upload = upload;
        this.whenEnded = whenEnded;
        this.journey = JourneyHandler.of(request);
        this.effectEnded = journey.take(Step.EFFECT);
    }

    void send() {
        upstream.headers(headers -> {
            HeaderRules.toUpstream(request.getHeaders(), call, passage, headers);
            if (terms.looksAtResponses()) {
                headers.remove(HttpHeader.ACCEPT_ENCODING); // what is packed cannot be looked at
            }
        });
        if (upload.length() > 0 || (upload.length() < 0 && hasBody(request))) {
            RequestBody forwarded = new RequestBody(upload, this, call, limits);
            body.set(Optional.of(forwarded));
            upstream.body(forwarded);
        } else {
            uploaded();
        }
        request.addIdleTimeoutListener(_ -> false); // quiet streams are the upstream's business, see RequestBody
        request.addFailureListener(_ -> fail(Failure.CLIENT_LEFT));
        if (!call.attach(this) || !call.begin()) {
            end(Failure.CUT);
            return;
        }
        // The request line and headers move until they are committed, or never will be.
        sending.set(true);
        upstream.onRequestCommit(_ -> sent());
        upstream.onRequestFailure((_, _) -> sent());
        upstream.send(this);
    }

    /// What went wrong first; later failures are its consequences.
    void blame(Failure failure) {
        blamed.compareAndSet(Optional.empty(), Optional.of(failure));
    }

    void fail(Failure failure) {
        blame(failure);
        var _ = upstream.abort(failure.cause());
    }

    /// Called again and again: ends what waits too long for an answer to begin.
    void tend(long nowNanos) {
        if (!answered
                && uploaded
                && nowNanos - waitingSinceNanos > limits.answerMax().toNanos()) {
            fail(Failure.UPSTREAM_SLOW);
        }
    }

    /// The whole request is on its way: from now on the upstream is waited for.
    void uploaded() {
        waitingSinceNanos = System.nanoTime();
        uploaded = true;
    }

    @Override
    public void cut() {
        blame(Failure.CUT);
        if (response.isCommitted()) {
            Connections.reset(request);
        }
        fail(Failure.CUT);
    }

    @Override
    public void onHeaders(org.eclipse.jetty.client.Response answer) {
        answered = true;
        String type = answer.getHeaders().get(HttpHeader.CONTENT_TYPE);
        passage.answered(answer.getStatus(), type == null ? "" : type);
        Contract.Answered held = terms.answered(request.getMethod(), answer.getStatus(), answer.getHeaders());
        Optional<Terms.No> no = terms.judge(Side.RESPONSE, answer.getStatus(), held.breaches());
        switch (held.body()) {
            case Contract.Body.None _ -> {}
            case Contract.Body.NotInspected it -> terms.notInspected(Side.RESPONSE, it);
            case Contract.Body.Checked it
            when terms.refuses(Side.RESPONSE) -> withholding.set(Optional.of(new Withholding(terms, it, answer, this)));
            case Contract.Body.Checked it -> watched = Optional.of(terms.watch(Side.RESPONSE, answer.getStatus(), it));
        }
        if (no.isPresent()) {
            withhold(no.get());
        } else if (withholding.get().isEmpty()) {
            begin(answer);
        }
    }

    /// The head of the answer, as it goes to the client.
    void begin(org.eclipse.jetty.client.Response answer) {
        response.setStatus(answer.getStatus());
        HeaderRules.toClient(answer.getHeaders(), call, response.getHeaders());
        if (endsWithConnection(answer)) {
            response.getHeaders().put(HttpHeader.TRANSFER_ENCODING, "chunked");
        }
    }

    @Override
    public void onContentSource(org.eclipse.jetty.client.Response answer, Content.Source content) {
        if (blamed.get().isPresent()) {
            return; // ended already: nothing of it is read
        }
        if (withholding.get().isPresent()) {
            withholding.get().get().gather(content, limits.bodyTimeMax());
            return;
        }
        boolean unbounded = !answer.getHeaders().contains(HttpHeader.CONTENT_LENGTH);
        var _ = pump(content, unbounded);
    }

    /// Sends content to the client; completes with the last byte.
    CompletableFuture<Void> pump(Content.Source content, boolean unbounded) {
        ResponsePump pumping = new ResponsePump(content, response, call, passage, unbounded, watched);
        pump.set(Optional.of(pumping));
        var _ = pumping.done().exceptionally(cause -> {
            fail(clientFailure(cause));
            return null;
        });
        pumping.iterate();
        return pumping.done();
    }

    /// Nothing of the answer goes to the client.
    void withhold(Terms.No no) {
        withheld.set(Optional.of(no));
        fail(Failure.WITHHELD);
    }

    @Override
    public void onComplete(Result result) {
        sent();
        withholding.get().ifPresent(it -> it.end(result.isFailed()));
        if (result.isFailed()) {
            blame(upstreamFailure(result.getFailure()));
            end(blamed.get().orElse(Failure.UPSTREAM_DOWN));
            return;
        }
        if (withholding.get().isPresent()) {
            var _ = withholding.get().get().delivered().whenComplete((_, failure) -> ended(failure));
            return;
        }
        if (pump.get().isPresent()) {
            var _ = pump.get().get().done().whenComplete((_, failure) -> ended(failure));
            return;
        }
        if (!call.begin()) {
            end(Failure.CUT);
            return;
        }
        response.write(
                true,
                BufferUtil.EMPTY_BUFFER,
                Callback.from(
                        () -> {
                            call.end();
                            ended(null);
                        },
                        failure -> {
                            call.end();
                            ended(failure);
                        }));
    }

    private void ended(@Nullable Throwable failure) {
        if (failure != null) {
            blame(clientFailure(failure));
            end(blamed.get().orElse(Failure.CLIENT_LEFT));
            return;
        }
        finish(CallFact.Ending.COMPLETED, response.getStatus());
        callback.succeeded();
    }

    /// Tells the client while it can still be told; else leaves it no way to take a part for the whole.
    private void end(Failure failure) {
        if (response.isCommitted() || failure == Failure.CLIENT_LEFT) {
            finish(failure.ending(), response.isCommitted() ? response.getStatus() : 0);
            Connections.reset(request);
            callback.failed(failure.cause());
            return;
        }
        Optional<Terms.No> no = failure == Failure.WITHHELD ? withheld.get() : Optional.empty();
        GatewayRefusal reason = no.map(Terms.No::refusal).orElse(failure.refusal());
        var refusal = call.cutBecause().orElse(reason);
        int status = reason.status();
        String about = no.map(Terms.No::about).orElse("");
        finish(failure.ending(), status);
        Problems.write(
                response, status, refusal, call.decision().value(), "", about, Callback.from(callback::succeeded, _ -> {
                    Connections.reset(request);
                    callback.failed(failure.cause());
                }));
    }

    private void finish(CallFact.Ending ending, int status) {
        long in = body.get().map(RequestBody::bytes).orElse(0L);
        long out = pump.get().map(ResponsePump::bytes).orElse(0L);
        upload.ended().run();
        withholding.get().ifPresent(Withholding::drop);
        watched.ifPresent(Watched::drop);
        effectEnded.run();
        passage.ended(call);
        journey.within(() -> {
            call.finish(ending, status, in, out);
            return call;
        });
        whenEnded.run();
    }

    private void sent() {
        if (sending.compareAndSet(true, false)) {
            call.end();
        }
    }

    static boolean hasBody(Request request) {
        return request.getLength() > 0
                || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING)
                || Connections.mayHaveUnannouncedBody(request);
    }

    /// Jetty would end such an answer with the connection; in chunks, a reader can tell a part from the whole.
    private boolean endsWithConnection(org.eclipse.jetty.client.Response answer) {
        int status = answer.getStatus();
        return request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_1
                && !answer.getHeaders().contains(HttpHeader.CONTENT_LENGTH)
                && !request.getMethod().equals("HEAD")
                && status != 204
                && status != 304;
    }

    private static Failure clientFailure(Throwable cause) {
        if (cause instanceof Failure.Cause) {
            return cause == Failure.CUT.cause() ? Failure.CUT : Failure.UPSTREAM_DOWN;
        }
        return cause instanceof TimeoutException ? Failure.CLIENT_SLOW : Failure.CLIENT_LEFT;
    }

    private static Failure upstreamFailure(Throwable cause) {
        if (cause instanceof TimeoutException) {
            return Failure.UPSTREAM_SLOW;
        }
        return cause instanceof RejectedExecutionException ? Failure.UPSTREAM_BUSY : Failure.UPSTREAM_DOWN;
    }
}
