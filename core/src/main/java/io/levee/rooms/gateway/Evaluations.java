package io.levee.rooms.gateway;

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
import io.levee.facts.CallFact;
import io.levee.facts.DecisionId;
import io.levee.facts.DecoyFact;
import io.levee.facts.Evidence;
import io.levee.facts.Layer;
import io.levee.facts.StopFact;
import io.levee.fault.Refusal;
import io.levee.identity.Chain;
import io.levee.identity.Identity;
import io.levee.identity.SessionId;
import io.levee.ledger.Freshness;
import io.levee.ledger.Ledger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// A second door, for questions: might this chain do that? It answers and records, and opens nothing:
/// no call, no session, no label. Thread-safe, and never blocks.
///
/// INVARIANT I2: an answer about somebody else is no way to act for them. It needs the right to audit,
/// it is recorded under the name of who asked, and nothing that it returns is a credential.
public final class Evaluations {
    /// What an auditor looks at.
    private static final AssetId LEDGER = new AssetId("levee", "ledger");

    /// For a person who is asked about in person and has said no session.
    private static final SessionId IN_PERSON = new SessionId("in-person");

    private final Supplier<InForce> inForce;
    private final Consents consents;
    private final OpenStops stops;
    private final SessionLabels labels;
    private final Freshness freshness;
    private final Ledger ledger;
    private final InstantSource clock;
    private final RandomGenerator random;

    /// @param random thread-safe; the ids of decisions come from it
    public Evaluations(
            Supplier<InForce> inForce,
            Consents consents,
            OpenStops stops,
            SessionLabels labels,
            Freshness freshness,
            Ledger ledger,
            InstantSource clock,
            RandomGenerator random) {
        this.inForce = inForce;
        this.consents = consents;
        this.stops = stops;
        this.labels = labels;
        this.freshness = freshness;
        this.ledger = ledger;
        this.clock = clock;
        this.random = random;
    }

    /// @param session of the chain's agent; where it is empty and the chain is the asker's own, the
    ///     asker's
    /// @param action  read or change
    public record Question(Chain chain, Optional<SessionId> session, Action action, AssetId asset) {}

    /// @param refusal empty where the answer is yes
    public record Answer(DecisionId decision, Optional<Refusal> refusal, String detail, String revision) {
        public boolean yes() {
            return refusal.isEmpty();
        }
    }

    private record Ruling(Optional<Refusal> refusal, String detail, List<Evidence> evidence) {}

    /// A yes comes once it is durable; a no at once.
    public CompletableFuture<Answer> answer(Identity.Known asker, Question question) {
        InForce now = inForce.get();
        boolean own = own(asker, question);
        Optional<SessionId> session = own ? Optional.of(asker.session()) : question.session();
        Ruling ruling = ruling(now, asker, own, session, question);
        DecisionId id = DecisionIds.next(clock.instant(), random);
        Answer answer = new Answer(id, ruling.refusal(), ruling.detail(), now.revision());
        CallFact.Evaluated fact = new CallFact.Evaluated(
                id,
                new CallFact.Caller(asker.chain(), asker.session(), asker.token()),
                question.chain(),
                session,
                question.action().word(),
                question.asset(),
                ruling.refusal().isEmpty(),
                ruling.refusal().map(Refusal::code).orElse("allowed"),
                ruling.detail(),
                ruling.evidence(),
                now.revision());
        // Whoever may audit may ask what would happen at a decoy; everybody else has found one.
        boolean looksAround = own
                || ruling.refusal()
                        .filter(GatewayRefusal.EVALUATION_OF_OTHERS::equals)
                        .isPresent();
        if (looksAround && now.catalog().decoys().has(question.asset())) {
            var _ = ledger.appendAtLeisure(
                    new DecoyFact.Touched(question.asset().toString(), Optional.of(id), Optional.of(fact.asker())));
        }
        if (!answer.yes()) {
            var _ = ledger.appendAtLeisure(fact);
            return CompletableFuture.completedFuture(answer);
        }
        // INVARIANT I1: whoever asked may act on a yes, so it is durable first.
        return ledger.append(fact)
                .handle((_, failure) -> failure == null
                        ? answer
                        : new Answer(id, Optional.of(GatewayRefusal.RECORD_UNAVAILABLE), "", now.revision()));
    }

    private static boolean own(Identity.Known asker, Question question) {
        return question.chain().equals(asker.chain())
                && question.session().map(asker.session()::equals).orElse(true);
    }

    private Ruling ruling(
            InForce now, Identity.Known asker, boolean own, Optional<SessionId> session, Question question) {
        if (!own && consents.seek(asker.chain(), Action.AUDIT, LEDGER) instanceof Consent.Withheld) {
            return no(
                    GatewayRefusal.EVALUATION_OF_OTHERS,
                    question.chain().caller().toString());
        }
        boolean changes = question.action() == Action.CHANGE;
        if (!changes && question.action() != Action.READ) {
            return no(GatewayRefusal.EVALUATION_ACTION, question.action().word());
        }
        if (session.isEmpty() && !question.chain().agents().isEmpty()) {
            return no(GatewayRefusal.SESSION_MISSING, question.chain().caller().toString());
        }
        Optional<StopFact.Ordered> stop = covering(now, asker, session, question);
        if (stop.isPresent()) {
            return no(
                    stop.get().freeze() ? GatewayRefusal.SCOPE_FROZEN : GatewayRefusal.STOPPED,
                    stop.get().stop().value());
        }
        Duration age = freshness.age();
        if (now.maxStaleness(question.asset().api(), clock.instant()).isExceededBy(age, changes)) {
            return no(GatewayRefusal.VIEW_STALE, age.toMillis() + " ms");
        }
        return switch (consents.seek(question.chain(), question.action(), question.asset())) {
            case Consent.Withheld(var _, var _, var evidence, var refusal, var principal, String detail) ->
                new Ruling(Optional.of(refusal), principal + (detail.isEmpty() ? "" : " " + detail), evidence);
            case Consent.Held held -> new Ruling(Optional.of(ApprovalRefusal.APPROVAL_NOT_HERE), "", held.evidence());
            case Consent.Given given ->
                session.map(id -> labelled(now, id, question.asset(), given.evidence()))
                        .orElseGet(() -> new Ruling(Optional.empty(), "", given.evidence()));
        };
    }

    /// A stop of whoever asks, or of what is asked about as the gate would refuse it.
    private Optional<StopFact.Ordered> covering(
            InForce now, Identity.Known asker, Optional<SessionId> session, Question question) {
        Runs runs = new Runs(now::directory, labels::carriedBy);
        Optional<SessionId> startedFrom =
                session.equals(Optional.of(asker.session())) ? asker.startedFrom() : Optional.empty();
        return stops.covering(Layer.GATEWAY, () -> runs.of(asker.chain(), asker.session(), asker.startedFrom()))
                .or(() -> stops.covering(
                        Layer.GATEWAY,
                        () -> runs.of(question.chain(), session.orElse(IN_PERSON), startedFrom)
                                .calling(Set.of(question.asset()), question.action() == Action.CHANGE)));
    }

    /// INVARIANT I11: a question raises no label, so it cannot say yes to what would raise one.
    private Ruling labelled(InForce now, SessionId session, AssetId asset, List<Evidence> evidence) {
        List<Asset> named = now.catalog().asset(asset).stream().toList();
        Flow flow =
                Flow.of(labels.of(session), source -> labels.toldToAll(session, source), labels.letGo(session), named);
        if (flow.isLeak()) {
            return new Ruling(Optional.of(GatewayRefusal.LABEL_NOT_CLEARED), flow.detail(), flow.evidence());
        }
        return flow.adds().isEmpty()
                ? new Ruling(Optional.empty(), "", evidence)
                : no(GatewayRefusal.LABEL_NEEDS_CALL, flow.adds().firstKey().toString());
    }

    private static Ruling no(GatewayRefusal refusal, String detail) {
        return new Ruling(Optional.of(refusal), detail, List.of());
    }
}
