package io.levee.adapters.mcp;

import io.levee.catalog.Api;
import io.levee.consent.approval.ApprovalRefusal;
import io.levee.consent.approval.Body;
import io.levee.consent.approval.Payload;
import io.levee.rooms.gateway.Sending;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.node.ObjectNode;

/// What a message asks of a server: as it came where no policy holds it, else exactly what a person is
/// shown.
///
/// INVARIANT: the words that are shown are those that are sent, in the same order, from one tree. White
/// space between them, and how a character or an exponent was written, are lost for both: the gateway
/// writes each message itself.
final class HeldMessage {
    /// Whatever else concerns a held tool, prompt or resource is nothing that a person could judge.
    private static final Set<String> APPROVABLE = Set.of("tools/call", "prompts/get", "resources/read");

    private final String method;
    private final ObjectNode params;
    private final Optional<Offer> offer;
    private volatile ObjectNode forwarded;

    /// @param params as the server gets them, and not changed any more
    HeldMessage(String method, ObjectNode params, Optional<Offer> offer) {
        this.method = method;
        this.params = params;
        this.offer = offer;
        this.forwarded = params;
    }

    /// The parameters that go to the server.
    ObjectNode forwarded() {
        return forwarded;
    }

    Sending sending() {
        return APPROVABLE.contains(method)
                ? new Sending.Waiting((_, _) -> CompletableFuture.completedFuture(gathered()))
                : new Sending.Hidden();
    }

    /// `_meta` is for whoever carries a message, and clients write it anew with every attempt. So it is
    /// not part of what a person approves, and does not travel with it.
    Sending gathered() {
        ObjectNode shown = params.deepCopy();
        shown.remove(Revision.META);
        ObjectNode asked = Wire.object().put("method", method);
        asked.set("params", shown);
        Optional<byte[]> text = Pretty.asSent(asked, Body.BYTES_MAX);
        if (text.isEmpty()) {
            return new Sending.Unfit(ApprovalRefusal.TOO_LARGE_TO_APPROVE);
        }
        forwarded = shown;
        return new Sending.Gathered(headers(), new Body(text.get()));
    }

    /// Headers that repeat arguments follow from them and from the definition.
    private List<Payload.Header> headers() {
        String definition = offer.flatMap(it -> it.operation().approved())
                .flatMap(Api.Approved::digest)
                .orElse("none");
        return List.of(
                new Payload.Header("definition", definition), new Payload.Header("content-type", "application/json"));
    }
}
