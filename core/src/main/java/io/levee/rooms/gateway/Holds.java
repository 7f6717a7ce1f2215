package io.levee.rooms.gateway;

import io.levee.catalog.AssetId;
import io.levee.consent.approval.ApprovalRefusal;
import io.levee.consent.approval.CallReviews;
import io.levee.consent.approval.HeldCall;
import io.levee.consent.approval.HeldCalls;
import io.levee.consent.approval.Payload;
import io.levee.facts.ContractFact;
import io.levee.facts.ContractFact.Breach;
import io.levee.facts.Evidence;
import io.levee.fault.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/// What becomes of a call that a policy holds: first it is read whole, then it is decided anew,
/// then it uses its approval up or asks for one. Thread-safe.
final class Holds {
    /// Calls whose bodies are being read or approved at once: 16 MiB.
    static final int AT_ONCE_MAX = 256;

    private static final Executor ASKING =
            task -> Thread.ofVirtual().name("held-call").start(task);
    private static final System.Logger LOG = System.getLogger(Holds.class.getName());

    private final HeldCalls approvals;
    private final AtomicInteger atOnce = new AtomicInteger();

    Holds(HeldCalls approvals) {
        this.approvals = approvals;
    }

    sealed interface Outcome {
        record Go(List<Evidence> evidence) implements Outcome {}

        /// It was read: decide this instead.
        record Again(CallRequest request) implements Outcome {}

        record No(GatewayRules.Verdict.Refuse refuse) implements Outcome {}
    }

    CompletableFuture<Outcome> take(Seen seen, OpenCall call, GatewayRules.Verdict.Hold held) {
        return switch (call.request().sending()) {
            case Sending.Hidden() -> done(no(ApprovalRefusal.APPROVAL_NOT_HERE, "", held.evidence()));
            case Sending.Unfit unfit -> done(new Outcome.No(refused(seen, call, unfit, held.evidence())));
            case Sending.Waiting(var gather) ->
                bounded(
                        () -> gather.gather(found(seen), target(seen))
                                .thenApply(
                                        sent -> new Outcome.Again(call.request().with(sent))),
                        held);
            case Sending.Gathered sent ->
                bounded(() -> CompletableFuture.supplyAsync(() -> ask(seen, call, held, sent), ASKING), held);
        };
    }

    static GatewayRules.Verdict.Refuse refused(Seen seen, OpenCall call, Sending.Unfit unfit, List<Evidence> evidence) {
        return new GatewayRules.Verdict.Refuse(unfit.refusal(), broken(seen, call, unfit.breaches()), evidence);
    }

    private Outcome ask(Seen seen, OpenCall call, GatewayRules.Verdict.Hold held, Sending.Gathered sent) {
        HeldCall asked = new HeldCall(
                call.caller().chain(), call.caller().session(), seen.route().assets(), payload(seen, sent));
        CallReviews.Opinion opinion = approvals.reviewed(asked);
        List<Evidence> evidence = new ArrayList<>(held.evidence());
        evidence.addAll(opinion.evidence());
        if (opinion instanceof CallReviews.Opinion.Satisfied) {
            call.approved();
            return new Outcome.Go(evidence);
        }
        return switch (approvals.ask(asked, held.hold(), seen.decision())) {
            case HeldCalls.Answer.Go(var approval, var giver) -> {
                call.approved();
                evidence.add(new Evidence("approval", approval.value(), "given by " + giver));
                yield new Outcome.Go(evidence);
            }
            case HeldCalls.Answer.No(var refusal, var detail) -> no(refusal, detail, evidence);
        };
    }

    /// Nobody is asked to approve what would be refused afterwards. Says where it breaks the
    /// description.
    private static String broken(Seen seen, OpenCall call, List<Breach> breaches) {
        if (breaches.isEmpty()) {
            return "";
        }
        AssetId operation = found(seen).declared().asset();
        call.found(new ContractFact.Broken(call.decision(), operation, ContractFact.Side.REQUEST, 0, true, breaches));
        return ContractRules.shown(breaches);
    }

    private static Payload payload(Seen seen, Sending.Gathered sent) {
        String api = found(seen).api().name();
        return new Payload(seen.request().method(), api, target(seen), sent.headers(), sent.body());
    }

    private static Route.Found found(Seen seen) {
        if (seen.route() instanceof Route.Found found) {
            return found;
        }
        throw new IllegalStateException("held what was not found: %s".formatted(seen.request()));
    }

    private static String target(Seen seen) {
        if (seen.request().path() instanceof NormalPath.Normal path) {
            return path.forwarded();
        }
        throw new IllegalStateException("held what was not found: %s".formatted(seen.request()));
    }

    private CompletableFuture<Outcome> bounded(Work work, GatewayRules.Verdict.Hold held) {
        if (atOnce.incrementAndGet() > AT_ONCE_MAX) {
            atOnce.decrementAndGet();
            return done(no(GatewayRefusal.GATEWAY_BUSY, "", held.evidence()));
        }
        return work.begin().handle((outcome, failure) -> {
            atOnce.decrementAndGet();
            if (failure == null) {
                return outcome;
            }
            LOG.log(System.Logger.Level.WARNING, "a held call could not be asked for; it is refused", failure);
            return no(GatewayRefusal.RECORD_UNAVAILABLE, "", held.evidence());
        });
    }

    private interface Work {
        CompletableFuture<? extends Outcome> begin();
    }

    private static Outcome no(Refusal refusal, String detail, List<Evidence> evidence) {
        return new Outcome.No(new GatewayRules.Verdict.Refuse(refusal, detail, evidence));
    }

    private static CompletableFuture<Outcome> done(Outcome outcome) {
        return CompletableFuture.completedFuture(outcome);
    }
}
