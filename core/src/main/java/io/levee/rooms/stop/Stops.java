package io.levee.rooms.stop;

import io.levee.catalog.AssetId;
import io.levee.consent.Action;
import io.levee.consent.Consent;
import io.levee.consent.Consents;
import io.levee.consent.InForce;
import io.levee.facts.Layer;
import io.levee.facts.Scope;
import io.levee.facts.StopFact;
import io.levee.facts.StopId;
import io.levee.ledger.Ledger;
import io.levee.ledger.Receipt;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The door of the stop room. Thread-safe. Orders run side by side; resumptions are taken one at a time, so that one
/// person's two clicks are never two people.
public final class Stops {
    private final Supplier<InForce> inForce;
    private final Consents consents;
    private final Ledger ledger;
    private final StopBook book;
    private final Supplier<StopId> ids;
    private final StopExecution execution;
    private final Set<Layer> configured;
    private final ReentrantLock resuming = new ReentrantLock();

    /// @param book     already follows the ledger's stop facts
    /// @param nanoTime a monotonic clock, for the measured times of the report
    public Stops(
            Supplier<InForce> inForce,
            Ledger ledger,
            StopBook book,
            List<Stopper> stoppers,
            Supplier<StopId> ids,
            Executor threads,
            LongSupplier nanoTime) {
        this.inForce = inForce;
        this.consents = new Consents(inForce);
        this.ledger = ledger;
        this.book = book;
        this.ids = ids;
        this.execution = new StopExecution(stoppers, threads, nanoTime);
        this.configured = stoppers.stream().map(Stopper::layer).collect(Collectors.toUnmodifiableSet());
    }

    /// Stops what the request names. Returns once every stopper answered or ran into its deadline; the stop is in force
    /// long before. Who asks (step 1) and what it touches (step 2) are in the request: an identity and a scope.
    public StopAnswer order(StopRequest request) {
        Consent consent = consents.seek(request.actor(), Action.STOP, StopRules.resource(request.scope()));
        return switch (StopRules.order(request, consent, inForce.get(), configured)) {
            case StopDecision.Refuse(var refusal, var detail) -> {
                var by = request.actor().caller();
                ledger.write(new StopFact.Refused(request.scope(), by, refusal.code(), detail));
                yield new StopAnswer.Refused(refusal, detail);
            }
            case StopDecision.Execute(var scope, var layers, var by, var reason) -> {
                StopFact.Ordered ordered = new StopFact.Ordered(ids.get(), scope, layers, by, reason);
                Receipt at = ledger.write(ordered); // durable and in force first
                yield execute(ordered, at);
            }
        };
    }

    /// Takes one person's word that the scope may run again; the second, different person's word ends the stop.
    public StopAnswer resume(ResumeRequest request) {
        resuming.lock();
        try {
            Optional<StopOrder> found = book.find(request.stop());
            Consent consent = consents.seek(request.actor(), Action.RESUME, resource(found));
            StopDecision.OfResumption decision = StopRules.resume(request, found, consent);
            ledger.write(fact(decision, request));
            return decision instanceof StopDecision.Refuse(var refusal, var detail)
                    ? new StopAnswer.Refused(refusal, detail)
                    : new StopAnswer.Done(book.find(request.stop()).orElseThrow());
        } finally {
            resuming.unlock();
        }
    }

    /// Finishes what a crash left: every order that was recorded and never reported. To be called once at start-up,
    /// after the followers have seen the past.
    public List<StopAnswer> finishInterrupted() {
        return book.all().stream()
                .filter(order ->
                        order.state() != StopState.RESUMED && order.reports().isEmpty())
                .map(order -> execute(order.ordered(), order.receipt()))
                .toList();
    }

    /// Newest first.
    public List<StopOrder> list() {
        return book.all();
    }

    public Optional<StopOrder> find(StopId stop) {
        return book.find(stop);
    }

    private StopAnswer execute(StopFact.Ordered ordered, Receipt at) {
        ledger.write(new StopFact.Executed(ordered.stop(), execution.run(ordered, at)));
        return new StopAnswer.Done(book.find(ordered.stop()).orElseThrow());
    }

    private static AssetId resource(Optional<StopOrder> found) {
        return StopRules.resource(found.map(order -> order.ordered().scope()).orElseGet(Scope.Everything::new));
    }

    private static StopFact fact(StopDecision.OfResumption decision, ResumeRequest request) {
        return switch (decision) {
            case StopDecision.Refuse(var refusal, var _) ->
                new StopFact.ResumeRefused(request.stop(), request.actor().caller(), refusal.code());
            case StopDecision.Propose(var stop, var by, var reason) -> new StopFact.ResumeProposed(stop, by, reason);
            case StopDecision.Resume(var stop, var first, var second) -> new StopFact.Resumed(stop, first, second);
        };
    }
}
