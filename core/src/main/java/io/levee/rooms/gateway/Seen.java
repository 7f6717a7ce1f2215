package io.levee.rooms.gateway;

import io.levee.catalog.Api;
import io.levee.catalog.AssetId;
import io.levee.catalog.Decoys;
import io.levee.catalog.Touched;
import io.levee.consent.Consent;
import io.levee.consent.InForce;
import io.levee.facts.CallFact;
import io.levee.facts.DecisionId;
import io.levee.facts.DecoyFact;
import io.levee.facts.Evidence;
import io.levee.facts.StopFact;
import io.levee.identity.Identity;
import io.levee.ledger.MaxStaleness;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What the first three steps found out about one call, and how that reads in the record.
record Seen(
        DecisionId decision, CallRequest request, Identity who, Route route, Optional<Consent> consent, InForce now) {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    GatewayRules.Asked asked(
            Flow flow,
            Optional<StopFact.Ordered> stop,
            Optional<GatewayRefusal> limit,
            Instant time,
            Duration viewAge) {
        MaxStaleness staleness = now.maxStaleness(api(), time);
        return new GatewayRules.Asked(who, route, changes(), consent, flow, stop, limit, staleness, viewAge);
    }

    /// Whether it may change something: what the description says, else what the method allows.
    boolean changes() {
        return route.operation().map(Api.Operation::changes).orElseGet(() -> !READING.contains(request.method()));
    }

    CallFact.Decided allowed(List<Evidence> evidence) {
        return fact(true, "allowed", "", evidence);
    }

    CallFact.Decided refused(GatewayRules.Verdict.Refuse refuse) {
        return fact(false, refuse.refusal().code(), refuse.detail(), refuse.evidence());
    }

    /// What the call touched that nobody legitimate touches.
    List<DecoyFact.Touched> decoys() {
        Decoys decoys = now.catalog().decoys();
        Stream<String> credentials = who instanceof Identity.Unknown
                ? decoys.named(request.bearer()).map(DecoyCredentials::decoy).stream()
                : Stream.empty();
        Stream<String> assets = route.assets().stream().filter(decoys::has).map(AssetId::toString);
        return Stream.concat(credentials, assets)
                .map(decoy -> new DecoyFact.Touched(decoy, Optional.of(decision), caller()))
                .toList();
    }

    private CallFact.Decided fact(boolean allowed, String reason, String detail, List<Evidence> evidence) {
        Touched touched = consent.map(Consent::touched).orElse(Touched.NOTHING);
        return new CallFact.Decided(
                decision,
                caller(),
                new CallFact.Target(api(), request.method(), request.shownPath(), operation(), changes()),
                allowed,
                reason,
                detail,
                evidence,
                List.copyOf(touched.direct()),
                List.copyOf(touched.owners().keySet()),
                touched.reached().size(),
                consent.map(Consent::revision).orElse(now.revision()));
    }

    private Optional<CallFact.Caller> caller() {
        return who instanceof Identity.Known known
                ? Optional.of(new CallFact.Caller(known.chain(), known.session(), known.token()))
                : Optional.empty();
    }

    Optional<AssetId> operation() {
        return route.operation().map(Api.Operation::asset);
    }

    /// Empty where there is none.
    String api() {
        return switch (route) {
            case Route.Found(var api, var _, var _) -> api.name();
            case Route.NotDescribed(var api, var _, var _) -> api.name();
            case Route.OtherProtocol(var api) -> api.name();
            case Route.NotDeclared(var api) -> api.name();
            case Route.MethodNotDeclared(var api, var _) -> api.name();
            case Route.Ambiguous(var api, var _, var _) -> api.name();
            case Route.ApiUnknown() -> "";
            case Route.Unreadable _ -> "";
        };
    }
}
