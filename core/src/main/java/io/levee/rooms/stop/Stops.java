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
    /// From this try on a stop that does not hold is an error in the log.
    private static final int LOUD_FROM = 3;

    private static final System.Logger LOG = System.getLogger(Stops.class.getName());

    private final Supplier<InForce> inForce;
    private final Consents consents;
    private final Ledger ledger;
    private final StopBook book;
    private final Supplier<StopId> ids;
    private final StopExecution execution;
    private final Supplier<List<Stopper>> stoppers;
    private final StopRetries retries = new StopRetries();
    private final Executor threads;
    private final LongSupplier nanoTime;
    private final ReentrantLock resuming = new ReentrantLock();

    /// @param book     already follows the ledger's stop facts
    /// @param stoppers as the organisation has them now
    /// @param nanoTime a monotonic clock, for the measured times of the report
    public Stops(
            Supplier<InForce> inForce,
            Ledger ledger,
            StopBook book,
            Supplier<List<Stopper>> stoppers,
            Supplier<StopId> ids,
            Executor threads,
            LongSupplier nanoTime) {
        this.inForce = inForce;
        this.consents = new Consents(inForce);
        this.ledger = ledger;
        this.book = book;
        this.ids = ids;
        this.threads = threads;
        this.nanoTime = nanoTime;
        this.execution = new StopExecution(stoppers, threads, nanoTime);
        this.stoppers = stoppers;
    }

    /// Stops what the request names. Returns once every stopper and its probe answered or ran into
    /// its deadline; the stop is in force long before. Who asks (step 1) and what it touches (step 2)
    /// are in the request: an identity and a scope.
    public StopAnswer order(StopRequest request) {
        Consent consent = consents.seek(request.actor(), Action.STOP, StopRules.resource(request.scope()));
        return switch (StopRules.order(request, consent, inForce.get(), layers())) {
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

    /// Takes over an order that was in force before the ledger knew of it, and executes it where no replica did yet.
    ///
    /// @param recorded is called as soon as the ledger has it
    public void adopt(StopFact.Ordered ordered, Runnable recorded) {
        if (book.find(ordered.stop()).isPresent()) {
            recorded.run(); // another replica was faster
            return;
        }
        Receipt at = ledger.write(ordered);
        recorded.run();
        if (book.find(ordered.stop())
                .filter(order -> order.receipt().equals(at))
                .isPresent()) {
            var _ = execute(ordered, at);
        }
    }

    /// Whether the organisation has what the scope names.
    public boolean knows(Scope scope) {
        return StopRules.exists(scope, inForce.get());
    }

    /// Layers that have a stopper: all of them are meant where an order names none.
    public Set<Layer> layers() {
        return stoppers.get().stream().map(Stopper::layer).collect(Collectors.toUnmodifiableSet());
    }

    /// Takes one person's word that the scope may run again; the second, different person's word ends the stop.
    public StopAnswer resume(ResumeRequest request) {
        resuming.lock();
        try {
            Optional<StopOrder> found = book.find(request.stop());
            Consent consent = consents.seek(request.actor(), Action.RESUME, resource(found));
            StopDecision.OfResumption decision = StopRules.resume(request, found, consent);
            ledger.write(fact(decision, request));
            if (decision instanceof StopDecision.Resume) {
                letGo(found.orElseThrow().ordered());
            }
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

    /// Tries again whatever did not hold of this replica's orders, until it holds or was resumed; never waits for it.
    /// To
    /// be called every second or so.
    public void tend() {
        long now = nanoTime.getAsLong();
        List<StopOrder> red = red();
        retries.keep(red.stream().map(order -> order.ordered().stop()).collect(Collectors.toSet()));
        for (StopOrder order : red) {
            StopId stop = order.ordered().stop();
            retries.begin(stop, now).ifPresent(number -> threads.execute(() -> again(order, number)));
        }
    }

    /// Orders of this replica that are in force, were executed, and do not hold on every layer that they name.
    public List<StopOrder> red() {
        return book.all().stream()
                .filter(order -> order.receipt().origin().equals(ledger.origin()))
                .filter(order ->
                        order.state() != StopState.RESUMED && !order.reports().isEmpty() && !order.holds())
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
        long since = nanoTime.getAsLong();
        retries.began(ordered.stop(), since);
        try {
            tell(ordered.stop(), execution.run(ordered, at, since));
        } finally {
            retries.ended(ordered.stop(), nanoTime.getAsLong());
        }
        return new StopAnswer.Done(book.find(ordered.stop()).orElseThrow());
    }

    /// Systems outside let go on their own time: nothing is more wrong for it than that somebody waits.
    private void letGo(StopFact.Ordered resumed) {
        for (Stopper stopper : stoppers.get()) {
            if (resumed.layers().contains(stopper.layer())) {
                threads.execute(() -> {
                    try {
                        stopper.resume(resumed);
                    } catch (RuntimeException e) {
                        LOG.log(
                                System.Logger.Level.ERROR,
                                "{0} did not let go after {1}: let go by hand ({2})",
                                stopper.name(),
                                resumed.stop().value(),
                                e.getClass().getSimpleName());
                    }
                });
            }
        }
    }

    private void again(StopOrder order, int number) {
        StopId stop = order.ordered().stop();
        try {
            long since = retries.since(stop, nanoTime.getAsLong());
            List<StopExecution.Outcome> before = order.outcomes();
            List<StopExecution.Outcome> after = execution.again(order.ordered(), order.receipt(), since, before);
            if (!holding(after).equals(holding(before))) {
                tell(stop, after);
            } else if (number >= LOUD_FROM) {
                LOG.log(
                        System.Logger.Level.ERROR,
                        "{0} does not hold after {1} more tries: end it by hand; `levee stops` shows where",
                        stop.value(),
                        number);
            }
        } catch (RuntimeException e) { // the ledger is away: the next try tells
            LOG.log(System.Logger.Level.WARNING, "{0} was tried again in vain: {1}", stop.value(), e.getMessage());
        } finally {
            retries.ended(stop, nanoTime.getAsLong());
        }
    }

    /// Which outcomes hold, and which reports took hold: what else changes between two tries is not worth a fact.
    private static List<List<Boolean>> holding(List<StopExecution.Outcome> outcomes) {
        return outcomes.stream()
                .map(outcome ->
                        List.of(outcome.report().effective(), outcome.proof().holds()))
                .toList();
    }

    private void tell(StopId stop, List<StopExecution.Outcome> outcomes) {
        ledger.write(new StopFact.Executed(
                stop, outcomes.stream().map(StopExecution.Outcome::report).toList()));
        ledger.write(new StopFact.Verified(
                stop, outcomes.stream().map(StopExecution.Outcome::proof).toList()));
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
