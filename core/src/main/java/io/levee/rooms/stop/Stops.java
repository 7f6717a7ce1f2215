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
import io.levee.identity.ActorId;
import io.levee.ledger.Freshness;
import io.levee.ledger.Ledger;
import io.levee.ledger.Receipt;
import io.levee.ledger.SharedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The door of the stop room. Thread-safe. Orders run side by side; resumptions are taken one at a time, so that one
/// person's two clicks are never two people.
public final class Stops {
    /// From this try on a stop that does not hold is an error in the log.
    private static final int LOUD_FROM = 3;
    /// A replica that was not heard of for so long counts as gone. Where it lives all the same and is at
    /// it, both try: stoppers do nothing twice.
    static final Duration OF_OTHERS_AFTER = Freshness.ALL_DENIED_AFTER;

    private static final System.Logger LOG = System.getLogger(Stops.class.getName());

    private final Supplier<InForce> inForce;
    private final Consents consents;
    private final Ledger ledger;
    private final StopBook book;
    private final Supplier<StopId> ids;
    private final StopExecution execution;
    private final Supplier<List<Stopper>> stoppers;
    private final LiveRuns live;
    private final SharedClock shared;
    private final LettingGo lettingGo;
    private final StopRetries retries = new StopRetries();
    private final AtomicBoolean expiring = new AtomicBoolean();
    private final Executor threads;
    private final LongSupplier nanoTime;
    private final ReentrantLock resuming = new ReentrantLock();

    /// @param book     already follows the ledger's stop facts
    /// @param stoppers as the organisation has them now
    /// @param shared   says when an order that names its end has ended
    /// @param nanoTime a monotonic clock, for the measured times of the report
    public Stops(
            Supplier<InForce> inForce,
            Ledger ledger,
            StopBook book,
            Supplier<List<Stopper>> stoppers,
            LiveRuns live,
            SharedClock shared,
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
        this.live = live;
        this.shared = shared;
        this.lettingGo = new LettingGo(stoppers, threads);
    }

    /// Stops what the request names. Returns once every stopper and its probe answered or ran into
    /// its deadline; the stop is in force long before. Who asks (step 1) and what it touches (step 2)
    /// are in the request: an identity and a scope.
    public StopAnswer order(StopRequest request) {
        Consent consent = consents.seek(request.actor(), Action.STOP, StopRules.resource(request.scope()));
        return switch (StopRules.order(request, consent, known(request.scope(), request.expiry()))) {
            case StopDecision.Refuse(var refusal, var detail) -> {
                var by = request.actor().caller();
                ledger.write(new StopFact.Refused(request.scope(), by, refusal.code(), detail));
                yield new StopAnswer.Refused(refusal, detail);
            }
            case StopDecision.Execute(var scope, var layers, var end) -> {
                StopFact.Ordered ordered = new StopFact.Ordered(
                        ids.get(),
                        scope,
                        layers,
                        request.actor().caller(),
                        request.reason(),
                        request.freeze(),
                        end,
                        people(scope));
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
        Receipt at = ledger.write(ordered.of(people(ordered.scope())));
        recorded.run();
        if (book.find(ordered.stop())
                .filter(order -> order.receipt().equals(at))
                .isPresent()) {
            var _ = execute(ordered, at);
        }
    }

    /// Whether the organisation has what the scope names.
    public boolean knows(Scope scope) {
        return StopRules.exists(scope, known(scope, Optional.empty()));
    }

    /// Layers that the scope can be stopped on and that have a stopper: all of them are meant where an order names
    /// none.
    public Set<Layer> layers(Scope scope) {
        Set<Layer> layers = EnumSet.copyOf(scope.layers());
        layers.retainAll(configured());
        return layers;
    }

    private Set<Layer> configured() {
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
                lettingGo.add(request.stop());
                letGo();
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
                .filter(order -> order.state().inForce() && order.reports().isEmpty())
                .map(order -> execute(order.ordered(), order.receipt()))
                .toList();
    }

    /// Tries again whatever does not hold, until it holds or was resumed: what this replica ordered,
    /// and what another one did not finish for so long that it may be gone. Ends what said that it ends
    /// by itself; lets go what ended while it was executed. Never waits for any of it. To be called
    /// every second or so.
    public void tend() {
        long now = nanoTime.getAsLong();
        List<StopOrder> unfinished =
                book.all().stream().filter(StopOrder::unfinished).toList();
        retries.keep(unfinished.stream().map(order -> order.ordered().stop()).collect(Collectors.toSet()));
        for (StopOrder order : unfinished) {
            StopId stop = order.ordered().stop();
            Duration first = isOwn(order) ? Duration.ZERO : OF_OTHERS_AFTER;
            retries.begin(stop, now, first).ifPresent(number -> {
                lettingGo.add(stop);
                threads.execute(() -> again(order, number));
            });
        }
        letGo();
        if (book.all().stream().anyMatch(StopExpiries::mayEnd) && expiring.compareAndSet(false, true)) {
            threads.execute(this::expire);
        }
    }

    /// Orders of this replica that are in force, were executed, and do not hold on every layer that they name.
    public List<StopOrder> red() {
        return book.all().stream()
                .filter(this::isOwn)
                .filter(order -> order.state().inForce() && !order.reports().isEmpty() && !order.holds())
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
        lettingGo.add(ordered.stop());
        try {
            tell(ordered.stop(), execution.run(ordered, at, since));
        } finally {
            retries.ended(ordered.stop(), nanoTime.getAsLong());
        }
        return new StopAnswer.Done(book.find(ordered.stop()).orElseThrow());
    }

    /// What ended of orders that were executed here, once nobody executes them any more.
    private void letGo() {
        lettingGo.round(book, retries::isRunning);
    }

    private void expire() {
        try {
            Instant now = shared.now();
            for (StopOrder order : book.all()) {
                if (StopExpiries.isOver(order, ledger.origin(), now)) {
                    StopId stop = order.ordered().stop();
                    ledger.write(new StopFact.Expired(stop, now));
                    lettingGo.add(stop);
                }
            }
            letGo();
        } catch (RuntimeException e) { // the ledger or its clock is away: what should have ended stays in force
            LOG.log(System.Logger.Level.WARNING, "no order was ended by its end: {0}", e.getMessage());
        } finally {
            expiring.set(false);
        }
    }

    private boolean isOwn(StopOrder order) {
        return order.receipt().origin().equals(ledger.origin());
    }

    private StopRules.Known known(Scope scope, Optional<StopExpiry> expiry) {
        return new StopRules.Known(
                inForce.get(),
                configured(),
                scope instanceof Scope.Job(var job) ? live.job(job) : Optional.empty(),
                scope instanceof Scope.Label ? live.labels() : Set.of(),
                expiry.map(_ -> shared.now()));
    }

    /// Of what names many people none is recorded: somebody must be left who can resume.
    private Set<ActorId> people(Scope scope) {
        return switch (scope) {
            case Scope.Agent _, Scope.Session _, Scope.Job _, Scope.Label _ ->
                live.people(scope).stream()
                        .sorted()
                        .limit(StopFact.Ordered.PEOPLE_MAX)
                        .collect(Collectors.toUnmodifiableSet());
            case Scope.Person _, Scope.Team _, Scope.Operation _, Scope.Model _, Scope.Everything _ -> Set.of();
        };
    }

    private void again(StopOrder order, int number) {
        StopId stop = order.ordered().stop();
        try {
            long since = retries.since(stop, nanoTime.getAsLong());
            List<StopExecution.Outcome> before = order.outcomes();
            StopFact.Ordered left = order.ordered().on(order.layers());
            List<StopExecution.Outcome> after = before.isEmpty() // the ledger was away when it was to be told
                    ? execution.run(left, order.receipt(), since)
                    : execution.again(left, order.receipt(), since, before);
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
            case StopDecision.Propose(var stop, var by, var reason, var layers) ->
                new StopFact.ResumeProposed(stop, by, reason, layers);
            case StopDecision.Resume(var stop, var first, var second, var layers) ->
                new StopFact.Resumed(stop, first, second, layers);
        };
    }
}
