package io.levee.adapters.proxy;

import io.levee.catalog.Description.Enforcement;
import io.levee.consent.approval.ApprovalRefusal;
import io.levee.consent.approval.Body;
import io.levee.consent.approval.Payload;
import io.levee.facts.ContractFact;
import io.levee.facts.ContractFact.Breach;
import io.levee.fault.Refusal;
import io.levee.rooms.gateway.Contract;
import io.levee.rooms.gateway.ContractRules;
import io.levee.rooms.gateway.Contracts;
import io.levee.rooms.gateway.GatewayRefusal;
import io.levee.rooms.gateway.Route;
import io.levee.rooms.gateway.Sending;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.content.ByteBufferContentSource;
import org.eclipse.jetty.server.Request;

/// A request as it goes on: as it is where no policy holds it, else with exactly the headers and the
/// body that a person saw, which are read whole before.
final class HeldRequest {
    /// For a whole body; whoever is slower holds a place that others need.
    static final int GATHER_SECONDS_MAX = 20;

    private final GatheringSpace space;
    private final Request request;
    private final Passage passage;
    private final Contracts contracts;
    private final Executor threads;
    private volatile Request forwarded;

    /// @param passage   whose headers it drops are neither shown nor forwarded
    /// @param contracts nobody is asked to approve what would be refused afterwards
    /// @param threads   where large bodies are checked
    /// @param space     for its body, where it has to be gathered
    HeldRequest(Request request, Passage passage, Contracts contracts, Executor threads, GatheringSpace space) {
        this.space = space;
        this.contracts = contracts;
        this.threads = threads;
        this.request = request;
        this.passage = passage;
        this.forwarded = request;
    }

    /// What is to be forwarded.
    Request forwarded() {
        return forwarded;
    }

    CompletableFuture<Sending> gather(Route.Found route, String target) {
        if (request.getLength() > Body.BYTES_MAX) {
            return CompletableFuture.completedFuture(new Sending.Unfit(ApprovalRefusal.TOO_LARGE_TO_APPROVE));
        }
        HttpFields.Mutable headers = HttpFields.build();
        HeaderRules.held(request.getHeaders(), passage, headers);
        List<Payload.Header> shown = headers.stream()
                .map(field -> new Payload.Header(field.getLowerCaseName(), field.getValue()))
                .toList();
        CompletableFuture<Sending> sending = new CompletableFuture<>();
        Sample sample = new Sample(Body.BYTES_MAX, space);
        long nanosMax = TimeUnit.SECONDS.toNanos(GATHER_SECONDS_MAX);
        Gathering gathering = new Gathering(request, sample, nanosMax, new Gathering.Reader() {
            @Override
            public void gathered(Sample body) {
                byte[] bytes = body.bytes();
                body.drop(); // bounded further by how many calls may be held at once
                forwarded = new Whole(request, headers.asImmutable(), bytes);
                judge(contracts.of(route), target, headers, bytes, breaches -> {
                    List<Breach> named =
                            breaches.stream().limit(ContractFact.BREACHES_MAX).toList();
                    sending.complete(
                            named.isEmpty()
                                    ? new Sending.Gathered(shown, new Body(bytes))
                                    : new Sending.Unfit(ContractRules.request(named), named));
                });
            }

            @Override
            public void tooLarge() {
                unfit(ApprovalRefusal.TOO_LARGE_TO_APPROVE);
            }

            @Override
            public void crowdedOut() {
                unfit(GatewayRefusal.GATEWAY_BUSY);
            }

            @Override
            public void failed(Throwable cause) {
                unfit(
                        cause instanceof TimeoutException
                                ? GatewayRefusal.REQUEST_TOO_SLOW
                                : GatewayRefusal.REQUEST_MALFORMED);
            }

            private void unfit(Refusal why) {
                sending.complete(new Sending.Unfit(why));
            }
        });
        gathering.read();
        return sending.completeOnTimeout(
                        new Sending.Unfit(GatewayRefusal.REQUEST_TOO_SLOW), GATHER_SECONDS_MAX, TimeUnit.SECONDS)
                .whenComplete((_, _) -> {
                    var _ = gathering.end();
                });
    }

    private void judge(Contract contract, String target, HttpFields headers, byte[] body, Consumer<List<Breach>> then) {
        if (contract.requests() != Enforcement.REFUSE) {
            then.accept(List.of());
            return;
        }
        Contract.Asked asked = Terms.asked(contract, target, headers, body.length > 0);
        if (asked.breaches().isEmpty() && asked.body() instanceof Contract.Body.Checked checked) {
            Terms.check(threads, checked.check(), body, then);
        } else {
            then.accept(asked.breaches());
        }
    }

    /// INVARIANT: what is shown is what is forwarded: the same headers and the same bytes, from one
    /// place.
    private static final class Whole extends Request.Wrapper {
        private final HttpFields headers;
        private final byte[] body;
        private final Content.Source content;

        Whole(Request request, HttpFields headers, byte[] body) {
            super(request);
            this.headers = headers;
            this.body = body;
            this.content = new ByteBufferContentSource(ByteBuffer.wrap(body));
        }

        @Override
        public HttpFields getHeaders() {
            return headers;
        }

        @Override
        public long getLength() {
            return body.length;
        }

        @Override
        public Content.Chunk read() {
            return content.read();
        }

        @Override
        public void demand(Runnable demandCallback) {
            content.demand(demandCallback);
        }

        @Override
        public void fail(Throwable failure) {
            content.fail(failure);
            super.fail(failure);
        }
    }
}
