package io.levee.adapters.proxy;

import io.levee.facts.CallFact;
import io.levee.facts.ContractFact.Breach;
import io.levee.facts.ContractFact.Side;
import io.levee.fault.Refusal;
import io.levee.rooms.gateway.CallDecision;
import io.levee.rooms.gateway.Contract;
import io.levee.rooms.gateway.ContractRules;
import io.levee.rooms.gateway.GatewayRefusal;
import io.levee.rooms.gateway.Line;
import io.levee.rooms.gateway.OpenCall;
import io.levee.steps.Journeys;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// One allowed call before anything of it is forwarded: held to the description of its operation, and then either
/// handed on or refused. The decision came first, so who may not call learns nothing here.
final class Admission implements Line, Gathering.Reader {
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final OpenCall call;
    private final String target;
    private final Terms terms;
    private final ProxyLimits limits;
    private final Consumer<Upload> onward;
    private final Runnable whenEnded;
    private Optional<Contract.Body.Checked> checked = Optional.empty();
    private volatile Optional<Gathering> gathering = Optional.empty();

    /// @param onward    takes the call over
    /// @param whenEnded this is over, however
    Admission(
            Request request,
            Response response,
            Callback callback,
            CallDecision.Allow allow,
            Terms terms,
            ProxyLimits limits,
            Consumer<Upload> onward,
            Runnable whenEnded) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.call = allow.call();
        this.target = allow.target();
        this.terms = terms;
        this.limits = limits;
        this.onward = onward;
        this.whenEnded = whenEnded;
    }

    void begin() {
        if (!terms.looksAtRequests()) {
            onward(Upload.asItComes(request));
            return;
        }
        Contract.Asked asked = terms.asked(target, request.getHeaders(), Exchange.hasBody(request));
        if (refused(asked.breaches())) {
            return;
        }
        switch (asked.body()) {
            case Contract.Body.None _ -> onward(Upload.asItComes(request));
            case Contract.Body.NotInspected body -> {
                terms.notInspected(Side.REQUEST, body);
                onward(Upload.asItComes(request));
            }
            case Contract.Body.Checked body when terms.refuses(Side.REQUEST) -> gather(body);
            case Contract.Body.Checked body -> onward(Upload.watched(request, terms.watch(Side.REQUEST, 0, body)));
        }
    }

    private void gather(Contract.Body.Checked body) {
        if (request.getLength() > body.bytesMax()) {
            tooLarge();
            return;
        }
        checked = Optional.of(body);
        Gathering all =
                new Gathering(request, terms.sample(body), limits.bodyTimeMax().toNanos(), this);
        gathering = Optional.of(all);
        if (call.attach(this)) {
            all.read();
        }
    }

    @Override
    public void gathered(Sample body) {
        terms.check(checked.orElseThrow().check(), body.bytes(), breaches -> {
            if (refused(breaches)) {
                body.drop();
            } else {
                onward(Upload.checked(body));
            }
        });
    }

    @Override
    public void tooLarge() {
        var _ = refused(List.of(new Breach("/body", ContractRules.TOO_LARGE)));
    }

    @Override
    public void crowdedOut() {
        refuse(CallFact.Ending.TOO_LARGE, GatewayRefusal.GATEWAY_BUSY, "");
    }

    @Override
    public void failed(Throwable cause) {
        if (cause instanceof TimeoutException) {
            refuse(Failure.CLIENT_SLOW.ending(), Failure.CLIENT_SLOW.refusal(), "");
            return;
        }
        finish(CallFact.Ending.CALLER_LEFT, 0);
        callback.failed(Failure.CLIENT_LEFT.cause());
    }

    @Override
    public void cut() {
        fail(Failure.CUT);
    }

    /// Ends it where its body is still being gathered; who took it over ends it else.
    void fail(Failure failure) {
        if (gathering.filter(Gathering::end).isPresent()) {
            refuse(failure.ending(), failure.refusal(), "");
        }
    }

    private void onward(Upload upload) {
        whenEnded.run();
        onward.accept(upload);
    }

    private boolean refused(List<Breach> breaches) {
        Optional<Terms.No> no = terms.judge(Side.REQUEST, 0, breaches);
        no.ifPresent(it -> refuse(CallFact.Ending.BROKE_CONTRACT, it.refusal(), it.about()));
        return no.isPresent();
    }

    private void refuse(CallFact.Ending ending, GatewayRefusal reason, String about) {
        Refusal refusal = call.cutBecause().orElse(reason);
        finish(ending, reason.status());
        Problems.write(
                response,
                reason.status(),
                refusal,
                call.decision().value(),
                "",
                about,
                Callback.from(callback::succeeded, cause -> {
                    Connections.reset(request);
                    callback.failed(cause);
                }));
    }

    private void finish(CallFact.Ending ending, int status) {
        Journeys.Journey journey = JourneyHandler.of(request);
        journey.within(() -> {
            call.finish(ending, status, 0, 0);
            return call;
        });
        whenEnded.run();
    }
}
