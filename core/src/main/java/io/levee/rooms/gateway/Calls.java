package io.levee.rooms.gateway;

import io.levee.budget.Budgets;
import io.levee.catalog.Asset;
import io.levee.catalog.AssetId;
import io.levee.consent.Action;
import io.levee.consent.Consent;
import io.levee.consent.Consents;
import io.levee.consent.InForce;
import io.levee.consent.OpenStops;
import io.levee.consent.Runs;
import io.levee.consent.SessionLabels;
import io.levee.consent.approval.ApprovalRefusal;
import io.levee.consent.approval.HeldCalls;
import io.levee.facts.CallFact;
import io.levee.facts.DecisionId;
import io.levee.facts.DecoyFact;
import io.levee.facts.Evidence;
import io.levee.facts.LabelFact;
import io.levee.facts.Layer;
import io.levee.facts.StopFact;
import io.levee.fault.Refusal;
import io.levee.identity.Audience;
import io.levee.identity.Identities;
import io.levee.identity.Identity;
import io.levee.identity.SessionId;
import io.levee.ledger.Follower;
import io.levee.ledger.Freshness;
import io.levee.ledger.History;
import io.levee.ledger.Ledger;
import io.levee.ledger.Receipt;
import io.levee.ledger.ReplicaView;
import io.levee.steps.Step;
import io.levee.steps.Steps;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// The door of the gateway: a call comes in, a decision goes out and is recorded. Thread-safe, and
/// never blocks: where a decision must be durable first, the answer comes later.
public final class Calls {
    /// For the other replicas to learn of a label, before a read is refused instead.
    private static final Duration TOLD_MAX = Duration.ofSeconds(2);

    private static final Executor WAITING =
            task -> Thread.ofVirtual().name("label-told").start(task);

    private final Supplier<InForce> inForce;
    private final Identities identities;
    private final Consents consents;
    private final OpenStops stops;
    private final SessionLabels labels;
    private final ReplicaView replicas;
    private final Freshness freshness;
    private final Ledger ledger;
    private final InFlight inFlight;
    private final Spending spending;
    private final Outcomes outcomes;
    private final Runs runs;
    private final Cuts cuts;
    private final Holds holds;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Steps steps;
    private final AtomicReference<Routes> routes = new AtomicReference<>(new Routes(InForce.NOTHING.catalog()));
    private final Recording recording = new Recording();

    /// @param labels what sessions carry; filled by [#labels] alone
    /// @param random thread-safe; the ids of decisions come from it
    public Calls(
            Supplier<InForce> inForce,
            Identities identities,
            Consents consents,
            OpenStops stops,
            SessionLabels labels,
            ReplicaView replicas,
            Freshness freshness,
            Ledger ledger,
            InFlight inFlight,
            HeldCalls approvals,
            Budgets budgets,
            InstantSource clock,
            RandomGenerator random,
            Steps steps) {
        this.inForce = inForce;
        this.identities = identities;
        this.consents = consents;
        this.stops = stops;
        this.labels = labels;
        this.replicas = replicas;
        this.freshness = freshness;
        this.ledger = ledger;
        this.inFlight = inFlight;
        this.holds = new Holds(approvals);
        this.clock = clock;
        this.random = random;
        this.steps = steps;
        this.spending = new Spending(budgets);
        this.outcomes = new Outcomes(ledger, inFlight, clock, steps);
        this.runs = new Runs(() -> inForce.get().directory(), labels::carriedBy);
        this.cuts = new Cuts(runs, inForce, this::askedAgain, stops, freshness, inFlight);
    }

    /// Decides one call. What is allowed is open from now on and must be finished ([OpenCall#finish]).
    public CompletableFuture<CallDecision> decide(CallRequest request) {
        InForce now = inForce.get();
        Instant time = clock.instant();
        Identity who = steps.take(Step.IDENTITY, () -> identities.identify(request.bearer(), Audience.GATEWAY));
        Route route = steps.take(Step.TOUCHED, () -> route(now, request));
        Optional<Consent> consent = steps.take(Step.CONSENT, () -> consent(who, route));
        Seen seen = new Seen(DecisionIds.next(time, random), request, who, route, consent, now);
        return switch (who) {
            case Identity.Unknown unknown ->
                CompletableFuture.completedFuture(denied(seen, GatewayRules.unknown(unknown)));
            case Identity.Known known -> {
                OpenCall call = new OpenCall(seen, known, time, outcomes);
                yield decideKnown(now, seen, call);
            }
        };
    }

    /// Refuses a call for a reason that the connection knows, and records it.
    ///
    /// @param detail ids only
    public CallDecision.Deny refuse(CallRequest request, GatewayRefusal refusal, String detail) {
        InForce now = inForce.get();
        Identity who = identities.identify(request.bearer(), Audience.GATEWAY);
        DecisionId id = DecisionIds.next(clock.instant(), random);
        Seen seen = new Seen(id, request, who, route(now, request), Optional.empty(), now);
        return denied(seen, new GatewayRules.Verdict.Refuse(refusal, detail, List.of()));
    }

    /// Why this caller may not even be shown what it could call: a stop covers it, or this replica heard nothing.
    public Optional<GatewayRefusal> hindrance(Identity.Known who) {
        Optional<StopFact.Ordered> stop =
                stops.covering(Layer.GATEWAY, () -> runs.of(who.chain(), who.session(), who.startedFrom()));
        return GatewayRules.hindrance(stop, freshness.age());
    }

    /// Cuts every open call that the order covers and waits for the last byte of each. Idempotent: an
    /// order that was executed before reports the same again. Throws `DEADLINE_EXCEEDED` where a
    /// connection did not end in time.
    public Cut cut(StopFact.Ordered order) {
        return cuts.execute(order);
    }

    /// The same without waiting for the last byte, for the thread that learns of orders.
    public void shut(StopFact.Ordered order) {
        cuts.begin(order);
    }

    /// Calls that the order covers and that go on here; empty where this gate does not even refuse new ones.
    public OptionalInt live(StopFact.Ordered order) {
        return cuts.live(order);
    }

    /// Follows what sessions have read (`LABEL`). When one's labels rise, and before whoever raised
    /// them goes on, its open calls to what is not cleared for them end: an upload that began before
    /// could still send what is read now. So do those that a stop of the label covers now.
    ///
    /// INVARIANT I11: a call is open *before* it asks which labels its session carries, and they rise
    /// *before* this looks for open calls. So either the call sees the label, or the label sees the
    /// call.
    public Follower labels() {
        return entry -> {
            labels.learned(entry);
            if (entry.fact() instanceof LabelFact.Raised raised) {
                InForce now = inForce.get();
                inFlight.cut(
                        call -> call.caller().session().equals(raised.session())
                                && flow(now, call.caller(), route(now, call.request()))
                                        .isLeak(),
                        new OpenCall.Cut.Withdrawn(GatewayRefusal.LABEL_NOT_CLEARED));
                cuts.labelled();
            }
        };
    }

    /// What must happen again and again, about every quarter of a second: outcomes that could not be
    /// recorded are offered again, and open calls that would not be allowed any more are cut.
    public void tend() {
        outcomes.retry();
        cuts.tend(clock.instant());
    }

    /// Records the outcome of every call that was open when this replica last ended; before the first
    /// call is decided. Returns how many there were.
    public int recover(History history) {
        return Recovery.recover(history, ledger);
    }

    private CompletableFuture<CallDecision> decideKnown(InForce now, Seen seen, OpenCall call) {
        // INVARIANT I3: visible to every cut first, then the question which stops are open.
        Optional<GatewayRefusal> limit = inFlight.register(call);
        Optional<StopFact.Ordered> stop = stops.covering(Layer.GATEWAY, () -> call.run(runs));
        // INVARIANT I11: likewise, see #labels.
        Flow flow = flow(now, call.caller(), seen.route());
        GatewayRules.Verdict verdict = steps.take(
                Step.RULES, () -> GatewayRules.decide(seen.asked(flow, stop, limit, clock.instant(), freshness.age())));
        return switch (verdict) {
            // It was held when it was read, and not read to its end: what is left is not what its caller sent.
            case GatewayRules.Verdict.Allow(var evidence)
            when call.request().sending() instanceof Sending.Unfit unfit ->
                CompletableFuture.completedFuture(closed(seen, call, Holds.refused(seen, call, unfit, evidence)));
            case GatewayRules.Verdict.Allow(var evidence) ->
                afforded(seen, call, () -> agreed(seen, call, flow, evidence));
            case GatewayRules.Verdict.Hold held -> afforded(seen, call, () -> held(seen, call, flow, held));
            case GatewayRules.Verdict.Refuse refuse -> CompletableFuture.completedFuture(closed(seen, call, refuse));
        };
    }

    /// Before anything else that lasts: no approval is used up, and no label raised, for a call that a budget refuses.
    private CompletableFuture<CallDecision> afforded(
            Seen seen, OpenCall call, Supplier<CompletableFuture<CallDecision>> then) {
        return spending.reserve(seen, call)
                .thenCompose(no -> no.isEmpty()
                        ? then.get()
                        : CompletableFuture.completedFuture(
                                closed(seen, call, no.get().verdict())
                                        .because(no.get().shortage())));
    }

    private CompletableFuture<CallDecision> held(Seen seen, OpenCall call, Flow flow, GatewayRules.Verdict.Hold held) {
        return holds.take(seen, call, held).thenCompose(outcome -> switch (outcome) {
            case Holds.Outcome.Go(var evidence) -> agreed(seen, call, flow, evidence);
            case Holds.Outcome.No(var refuse) -> CompletableFuture.completedFuture(closed(seen, call, refuse));
            case Holds.Outcome.Again(var request) -> {
                call.giveBack();
                inFlight.remove(call);
                yield decide(request);
            }
        });
    }

    private CompletableFuture<CallDecision> agreed(Seen seen, OpenCall call, Flow flow, List<Evidence> evidence) {
        return flow.adds().isEmpty() ? allow(seen, call, evidence) : raise(seen, call, flow, evidence);
    }

    private CallDecision.Deny closed(Seen seen, OpenCall call, GatewayRules.Verdict.Refuse refuse) {
        call.giveBack();
        inFlight.remove(call);
        return denied(seen, refuse);
    }

    /// Before anything is read, every replica knows what the session will carry from then on. That
    /// this one knows is not enough: another call may have raised the label just now, and still wait
    /// for the others.
    private CompletableFuture<CallDecision> raise(Seen seen, OpenCall call, Flow flow, List<Evidence> evidence) {
        SessionId session = call.caller().session();
        return steps.take(Step.FACT, () -> raised(seen, session, flow.adds()))
                .thenApplyAsync(receipt -> replicas.awaitSeen(receipt, TOLD_MAX).isEmpty(), WAITING)
                .exceptionally(_ -> false)
                .thenCompose(told -> {
                    if (!told) {
                        return CompletableFuture.completedFuture(unrecorded(seen, call));
                    }
                    labels.toldAll(session, seen.decision());
                    return allow(seen, call, evidence);
                });
    }

    /// The receipt of the last of these facts: they are in one log, so who has seen it has seen them
    /// all.
    private CompletableFuture<Receipt> raised(Seen seen, SessionId session, SortedMap<AssetId, Set<String>> adds) {
        List<CompletableFuture<Receipt>> recorded = adds.entrySet().stream()
                .map(add -> ledger.append(new LabelFact.Raised(session, add.getValue(), add.getKey(), seen.decision())))
                .toList();
        return CompletableFuture.allOf(recorded.toArray(CompletableFuture<?>[]::new))
                .thenCompose(_ -> recorded.getLast());
    }

    private CompletableFuture<CallDecision> allow(Seen seen, OpenCall call, List<Evidence> evidence) {
        if (outcomes.tooManyWait()) {
            return CompletableFuture.completedFuture(unrecorded(seen, call));
        }
        CallFact.Decided fact = seen.allowed(evidence);
        boolean waits = seen.changes() || !recording.mayGoAhead();
        CompletableFuture<Receipt> recorded = recording.watched(
                steps.take(Step.FACT, () -> waits ? ledger.append(fact) : ledger.appendAtLeisure(fact)));
        // INVARIANT I1: what may change something is forwarded only after its decision is durable.
        boolean mayGoAhead = !waits && !recorded.isCompletedExceptionally();
        return mayGoAhead
                ? CompletableFuture.completedFuture(opened(seen, call))
                : recorded.handle((_, failure) -> failure == null ? opened(seen, call) : unrecorded(seen, call));
    }

    private CallDecision opened(Seen seen, OpenCall call) {
        if (!(seen.route() instanceof Route.Found found)
                || !(seen.request().path() instanceof NormalPath.Normal path)) {
            throw new IllegalStateException("allowed what was not found: %s".formatted(seen.request()));
        }
        cuts.lookAgain(call, clock.instant());
        Optional<Refusal> cut = call.cutBecause();
        if (cut.isPresent()) {
            int status = GatewayRules.status(cut.get());
            call.giveBack();
            call.finish(CallFact.Ending.STOPPED, status, 0, 0);
            CallFact.Decided fact = seen.refused(new GatewayRules.Verdict.Refuse(cut.get(), "", List.of()));
            return new CallDecision.Deny(fact, cut.get(), status, Set.of());
        }
        call.letThrough();
        return new CallDecision.Allow(call, found.api().name(), found.api().upstream(), path.forwarded(), found);
    }

    private CallDecision unrecorded(Seen seen, OpenCall call) {
        call.giveBack();
        inFlight.remove(call);
        GatewayRefusal refusal = GatewayRefusal.RECORD_UNAVAILABLE;
        CallFact.Decided fact = seen.refused(new GatewayRules.Verdict.Refuse(refusal, "", List.of()));
        return new CallDecision.Deny(fact, refusal, refusal.status(), Set.of());
    }

    /// A no needs no record to be safe, so nobody waits for it.
    private CallDecision.Deny denied(Seen seen, GatewayRules.Verdict.Refuse refuse) {
        CallFact.Decided fact = seen.refused(refuse);
        var _ = recording.watched(steps.take(Step.FACT, () -> ledger.appendAtLeisure(fact)));
        for (DecoyFact.Touched touched : seen.decoys()) {
            var _ = ledger.append(touched);
        }
        Set<String> declared = seen.route() instanceof Route.MethodNotDeclared(var _, var methods) ? methods : Set.of();
        return new CallDecision.Deny(fact, refuse.refusal(), GatewayRules.status(refuse.refusal()), declared);
    }

    /// Why an open call would be refused if it came in now, stops and freshness aside.
    private Optional<Refusal> askedAgain(OpenCall call) {
        Identity who = identities.identify(call.request().bearer(), Audience.GATEWAY);
        if (who instanceof Identity.Unknown(var refusal, var _)) {
            return Optional.of(refusal);
        }
        InForce now = inForce.get();
        return switch (route(now, call.request())) {
            case Route.Found found ->
                switch (consent(who, found).orElseThrow()) {
                    case Consent.Withheld withheld -> Optional.of(withheld.refusal());
                    case Consent.Held _ when !call.isApproved() -> Optional.of(ApprovalRefusal.APPROVAL_REQUIRED);
                    case Consent.Held _, Consent.Given _ ->
                        flow(now, call.caller(), found).moved()
                                ? Optional.of(GatewayRefusal.LABEL_NOT_CLEARED)
                                : Optional.empty();
                };
            case Route.NotDescribed _ -> Optional.of(GatewayRefusal.ASSET_NOT_DESCRIBED);
            case Route.ApiUnknown _,
                    Route.OtherProtocol _,
                    Route.NotDeclared _,
                    Route.MethodNotDeclared _,
                    Route.Ambiguous _,
                    Route.Unreadable _ -> Optional.of(GatewayRefusal.OPERATION_NOT_DECLARED);
        };
    }

    private Flow flow(InForce now, Identity.Known caller, Route route) {
        if (!(route instanceof Route.Found found)) {
            return Flow.NONE;
        }
        List<Asset> named = found.assets().stream()
                .flatMap(id -> now.catalog().asset(id).stream())
                .toList();
        SessionId session = caller.session();
        return Flow.of(labels.of(session), source -> labels.toldToAll(session, source), labels.letGo(session), named);
    }

    private Route route(InForce now, CallRequest request) {
        return switch (request.path()) {
            case NormalPath.Refused(var refusal, var _) -> new Route.Unreadable(refusal);
            case NormalPath.Normal path -> routesOf(now).find(request, path);
        };
    }

    private Routes routesOf(InForce now) {
        Routes known = routes.get();
        if (!known.of(now.catalog())) {
            known = new Routes(now.catalog());
            routes.set(known);
        }
        return known;
    }

    private Optional<Consent> consent(Identity who, Route route) {
        if (!(who instanceof Identity.Known known)) {
            return Optional.empty();
        }
        return route.operation().map(operation -> {
            Action action = operation.changes() ? Action.CHANGE : Action.READ;
            return consents.seek(known.chain(), action, route.assets());
        });
    }

    /// @param calls how many open calls the order ended on this replica
    public record Cut(StopFact.Ordered order, int calls) {}
}
