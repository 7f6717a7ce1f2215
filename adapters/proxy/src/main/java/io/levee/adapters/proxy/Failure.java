package io.levee.adapters.proxy;

import io.levee.facts.CallFact.Ending;
import io.levee.rooms.gateway.GatewayRefusal;

/// How an exchange can fail, with what is recorded and what the client is told while it can still be told.
enum Failure {
    CUT(Ending.STOPPED, GatewayRefusal.STOPPED),
    CLIENT_LEFT(Ending.CALLER_LEFT, GatewayRefusal.REQUEST_MALFORMED),
    CLIENT_SLOW(Ending.TIMED_OUT, GatewayRefusal.REQUEST_TOO_SLOW),
    BODY_TOO_LARGE(Ending.TOO_LARGE, GatewayRefusal.BODY_TOO_LARGE),
    UPSTREAM_DOWN(Ending.UPSTREAM_FAILED, GatewayRefusal.UPSTREAM_UNAVAILABLE),
    UPSTREAM_SLOW(Ending.TIMED_OUT, GatewayRefusal.UPSTREAM_TIMEOUT),
    UPSTREAM_BUSY(Ending.UPSTREAM_FAILED, GatewayRefusal.GATEWAY_BUSY),
    WITHHELD(Ending.WITHHELD, GatewayRefusal.RESPONSE_BREAKS_CONTRACT),
    GATEWAY_CLOSING(Ending.LOST, GatewayRefusal.GATEWAY_CLOSING);

    private final Ending ending;
    private final GatewayRefusal refusal;

    @SuppressWarnings("ImmutableEnumChecker") // without a stack trace or suppressed failures, it never changes
    private final Cause cause;

    Failure(Ending ending, GatewayRefusal refusal) {
        this.ending = ending;
        this.refusal = refusal;
        this.cause = new Cause(name());
    }

    Ending ending() {
        return ending;
    }

    GatewayRefusal refusal() {
        return refusal;
    }

    /// What Jetty carries around as the reason; without a stack trace, so one for all.
    Cause cause() {
        return cause;
    }

    static final class Cause extends Exception {
        Cause(String message) {
            super(message, null, false, false);
        }
    }
}
