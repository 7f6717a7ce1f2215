package io.levee.rooms.gateway;

import io.levee.consent.Consent;
import io.levee.consent.ConsentRefusal;
import io.levee.consent.approval.ApprovalRefusal;
import io.levee.facts.Evidence;
import io.levee.facts.StopFact;
import io.levee.fault.Refusal;
import io.levee.identity.Identity;
import io.levee.identity.IdentityRefusal;
import io.levee.ledger.MaxStaleness;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What happens to a call. Pure: the first reason for a no wins, in the order in which a person would
/// want to hear it.
final class GatewayRules {
    private GatewayRules() {}

    sealed interface Verdict {
        record Allow(List<Evidence> evidence) implements Verdict {}

        /// Only a person's approval of the very call is missing.
        record Hold(io.levee.consent.Hold hold, List<Evidence> evidence) implements Verdict {}

        record Refuse(Refusal refusal, String detail, List<Evidence> evidence) implements Verdict {}
    }

    /// Everything that a verdict depends on.
    ///
    /// @param flow     what the call would move
    /// @param consent  empty where nobody could be asked: no caller, or nothing that exists
    /// @param stop     the open order that covers the caller
    /// @param limit    the limit that this call hit
    /// @param staleness how old the view may be for this call
    /// @param viewAge  see [io.levee.ledger.Freshness]
    record Asked(
            Identity who,
            Route route,
            boolean changes,
            Optional<Consent> consent,
            Flow flow,
            Optional<StopFact.Ordered> stop,
            Optional<GatewayRefusal> limit,
            MaxStaleness staleness,
            Duration viewAge) {}

    static Verdict decide(Asked asked) {
        if (asked.who() instanceof Identity.Unknown unknown) {
            return unknown(unknown);
        }
        if (asked.stop().isPresent()) {
            StopFact.Ordered order = asked.stop().get();
            return new Verdict.Refuse(
                    refusal(order),
                    order.stop().value(),
                    List.of(new Evidence(
                            "stop", order.stop().value(), order.scope().toString())));
        }
        if (asked.staleness().isExceededBy(asked.viewAge(), asked.changes())) {
            return refuse(GatewayRefusal.VIEW_STALE, asked.viewAge().toMillis() + " ms");
        }
        if (asked.limit().isPresent()) {
            return refuse(asked.limit().get(), "");
        }
        return switch (asked.route()) {
            case Route.Unreadable(GatewayRefusal refusal) -> refuse(refusal, "");
            case Route.ApiUnknown() -> refuse(GatewayRefusal.API_UNKNOWN, "");
            case Route.OtherProtocol(var api) -> refuse(GatewayRefusal.OTHER_PROTOCOL, "api:" + api.name());
            case Route.NotDeclared(var api) -> refuse(GatewayRefusal.OPERATION_NOT_DECLARED, "api:" + api.name());
            case Route.MethodNotDeclared(var api, var _) ->
                refuse(GatewayRefusal.METHOD_NOT_DECLARED, "api:" + api.name());
            case Route.Ambiguous(var _, String one, String other) ->
                refuse(GatewayRefusal.OPERATION_AMBIGUOUS, one + " and " + other);
            case Route.NotDescribed _, Route.Found _ -> consented(asked);
        };
    }

    static Verdict.Refuse unknown(Identity.Unknown who) {
        return refuse(who.refusal(), who.detail());
    }

    private static Verdict consented(Asked asked) {
        return switch (asked.consent().orElseThrow()) {
            case Consent.Given given -> agreed(asked, new Verdict.Allow(given.evidence()));
            case Consent.Held held -> agreed(asked, new Verdict.Hold(held.hold(), held.evidence()));
            case Consent.Withheld(var _, var _, var evidence, ConsentRefusal refusal, var principal, String detail) ->
                new Verdict.Refuse(refusal, principal + (detail.isEmpty() ? "" : " " + detail), evidence);
        };
    }

    /// Nobody is asked to approve what would be refused afterwards.
    private static Verdict agreed(Asked asked, Verdict verdict) {
        if (asked.route() instanceof Route.NotDescribed(var _, var _, String what)) {
            return refuse(GatewayRefusal.ASSET_NOT_DESCRIBED, what);
        }
        return asked.flow().isLeak() ? leak(asked.flow()) : verdict;
    }

    private static Verdict.Refuse leak(Flow flow) {
        return new Verdict.Refuse(GatewayRefusal.LABEL_NOT_CLEARED, flow.detail(), flow.evidence());
    }

    /// Why nobody may make this call now, whoever they are and whatever they may.
    static Optional<GatewayRefusal> hindrance(
            Optional<StopFact.Ordered> stop, boolean changes, MaxStaleness staleness, Duration viewAge) {
        return stop.map(GatewayRules::refusal)
                .or(() -> staleness.isExceededBy(viewAge, changes)
                        ? Optional.of(GatewayRefusal.VIEW_STALE)
                        : Optional.empty());
    }

    /// Likewise for a message that is of no API and changes nothing.
    static Optional<GatewayRefusal> hindrance(Optional<StopFact.Ordered> stop, Duration viewAge) {
        return hindrance(stop, false, MaxStaleness.HOUSE, viewAge);
    }

    private static GatewayRefusal refusal(StopFact.Ordered order) {
        return order.freeze() ? GatewayRefusal.SCOPE_FROZEN : GatewayRefusal.STOPPED;
    }

    private static Verdict.Refuse refuse(Refusal refusal, String detail) {
        return new Verdict.Refuse(refusal, detail, List.of());
    }

    /// The HTTP status that says why: 401 for who you are, 403 for what you may.
    static int status(Refusal refusal) {
        return switch (refusal) {
            case GatewayRefusal ours -> ours.status();
            case ApprovalRefusal held -> held.status();
            case IdentityRefusal.SCOPE_STOPPED -> 403;
            case IdentityRefusal _ -> 401;
            default -> 403;
        };
    }
}
