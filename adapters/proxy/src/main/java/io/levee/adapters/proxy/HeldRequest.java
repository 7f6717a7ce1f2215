package io.levee.adapters.proxy;

import io.levee.consent.approval.ApprovalRefusal;
import io.levee.consent.approval.Body;
import io.levee.consent.approval.Payload;
import io.levee.rooms.gateway.GatewayRefusal;
import io.levee.rooms.gateway.Sending;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.content.ByteBufferContentSource;
import org.eclipse.jetty.server.Request;

/// A request as it goes on: as it is where no policy holds it, else with exactly the headers and the
/// body that a person saw, which are read whole before.
final class HeldRequest {
    /// For a whole body; whoever is slower holds a place that others need.
    static final int GATHER_SECONDS_MAX = 20;

    private final Request request;
    private volatile Request forwarded;

    HeldRequest(Request request) {
        this.request = request;
        this.forwarded = request;
    }

    /// What is to be forwarded.
    Request forwarded() {
        return forwarded;
    }

    CompletableFuture<Sending> gather() {
        if (request.getLength() > Body.BYTES_MAX) {
            return CompletableFuture.completedFuture(new Sending.Unfit(ApprovalRefusal.TOO_LARGE_TO_APPROVE));
        }
        HttpFields.Mutable headers = HttpFields.build();
        HeaderRules.held(request.getHeaders(), headers);
        List<Payload.Header> shown = headers.stream()
                .map(field -> new Payload.Header(field.getLowerCaseName(), field.getValue()))
                .toList();
        BodyGathering gathering = new BodyGathering(request);
        gathering.run();
        return gathering.bytes().orTimeout(GATHER_SECONDS_MAX, TimeUnit.SECONDS).handle((bytes, failure) -> {
            if (failure instanceof BodyGathering.TooLarge) {
                return new Sending.Unfit(ApprovalRefusal.TOO_LARGE_TO_APPROVE);
            }
            if (failure != null) {
                return new Sending.Unfit(
                        failure instanceof TimeoutException
                                ? GatewayRefusal.REQUEST_TOO_SLOW
                                : GatewayRefusal.REQUEST_MALFORMED);
            }
            forwarded = new Whole(request, headers.asImmutable(), bytes);
            return new Sending.Gathered(shown, new Body(bytes));
        });
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
