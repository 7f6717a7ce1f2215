package io.levee.rooms.stop.signed;

import io.levee.consent.OpenStops;
import io.levee.facts.StopFact;
import io.levee.facts.StopId;
import io.levee.fault.LeveeException;
import io.levee.identity.Person;
import io.levee.ledger.Origin;
import io.levee.ledger.Receipt;
import io.levee.ledger.proof.SignedNote;
import io.levee.organisation.Organisation;
import io.levee.rooms.stop.StopExecution;
import io.levee.rooms.stop.StopRefusal;
import io.levee.rooms.stop.Stops;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// The door for orders that an operator signed. Obeys by what this replica knows and asks nobody; tells the ledger when
/// it can. Thread-safe.
public final class SignedOrders {
    /// Wide enough for a clock that is an hour wrong, on either side.
    static final Duration AGE_MAX = Duration.ofDays(1);

    /// How long an answer waits for the ledger, beside everything else that it waits for.
    private static final Duration LEDGER_PATIENCE = Duration.ofSeconds(1);

    private static final System.Logger LOG = System.getLogger(SignedOrders.class.getName());

    private final Supplier<Organisation> organisation;
    private final OrderJournal journal;
    private final OpenStops open;
    private final StopExecution here;
    private final Stops stops;
    private final Origin origin;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Executor threads;
    /// Orders that a thread tells the ledger of now.
    private final Set<StopId> telling = ConcurrentHashMap.newKeySet();

    /// @param open    what every call is asked against
    /// @param here    the stoppers that need no ledger
    /// @param stops   takes the order over once the ledger has it
    /// @param threads also one that hangs costs only itself
    public SignedOrders(
            Supplier<Organisation> organisation,
            OrderJournal journal,
            OpenStops open,
            StopExecution here,
            Stops stops,
            Origin origin,
            InstantSource clock,
            LongSupplier nanoTime,
            Executor threads) {
        this.organisation = organisation;
        this.journal = journal;
        this.open = open;
        this.here = here;
        this.stops = stops;
        this.origin = origin;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.threads = threads;
    }

    /// Obeys. Returns once every stopper of this replica and its probe answered or ran into its deadline; in force long
    /// before.
    ///
    /// @param note a signed note with the text of a [SignedOrder]
    public SignedAnswer obey(String note) {
        SignedNote signed;
        SignedOrder order;
        try {
            signed = SignedNote.parse(note);
            order = SignedOrder.parse(signed.text());
        } catch (IllegalArgumentException e) {
            return new SignedAnswer.Refused(SignedRefusal.ORDER_MALFORMED, "");
        }
        Optional<SignedAnswer.Refused> refused = refused(signed, order);
        if (refused.isPresent()) {
            return refused.get();
        }
        if (open.ended(order.stop())) {
            return over(order);
        }
        StopFact.Ordered ordered = order.ordered(stops.layers(order.scope()));
        long since = nanoTime.getAsLong();
        boolean kept = keep(order.stop(), note); // durable first, as far as this machine can
        if (!open.force(ordered)) {
            return new SignedAnswer.Refused(
                    SignedRefusal.ORDER_OVER, order.stop().value());
        }
        CompletableFuture<Boolean> recorded = tell(ordered);
        List<StopExecution.Outcome> outcomes = here.run(ordered, unrecorded(), since);
        return new SignedAnswer.Obeyed(
                order.stop(),
                kept,
                recorded.completeOnTimeout(false, LEDGER_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                        .join(),
                outcomes);
    }

    /// Puts in force what a predecessor kept. To be called once, after the ledger's past is known and before anything
    /// is let through.
    public void restore() {
        for (String note : journal.kept()) {
            SignedOrder order = SignedOrder.parse(SignedNote.parse(note).text()); // checked when it was kept
            StopFact.Ordered ordered = order.ordered(stops.layers(order.scope()));
            if (open.force(ordered)) {
                threads.execute(() -> {
                    var _ = here.run(ordered, unrecorded(), nanoTime.getAsLong());
                });
            } else {
                journal.told(order.stop());
            }
        }
    }

    /// Tells the ledger what it does not have yet; never waits for it. To be called every second or so.
    public void tend() {
        for (String note : journal.kept()) {
            SignedOrder order = SignedOrder.parse(SignedNote.parse(note).text());
            var _ = tell(order.ordered(stops.layers(order.scope())));
        }
    }

    private static SignedAnswer over(SignedOrder order) {
        return new SignedAnswer.Refused(SignedRefusal.ORDER_OVER, order.stop().value());
    }

    private Optional<SignedAnswer.Refused> refused(SignedNote signed, SignedOrder order) {
        Organisation now = organisation.get();
        boolean known = now.person(order.by()).filter(Person::active).isPresent()
                && Optional.ofNullable(now.settings().operators().get(order.by()))
                        .filter(key -> key.signed(signed))
                        .isPresent();
        if (!known) {
            return Optional.of(new SignedAnswer.Refused(
                    SignedRefusal.ORDER_NOT_SIGNED, order.by().toString()));
        }
        Instant time = clock.instant();
        if (Duration.between(order.issued(), time).abs().compareTo(AGE_MAX) > 0) {
            return Optional.of(new SignedAnswer.Refused(
                    SignedRefusal.ORDER_TOO_OLD, order.issued().toString()));
        }
        if (!stops.knows(order.scope())) {
            return Optional.of(new SignedAnswer.Refused(
                    StopRefusal.STOP_SCOPE_UNKNOWN, order.scope().toString()));
        }
        if (!order.scope().layers().containsAll(order.layers())) { // what stops nothing must not look like a stop
            return Optional.of(new SignedAnswer.Refused(
                    StopRefusal.STOP_LAYER_UNFIT, order.scope().toString()));
        }
        return Optional.empty();
    }

    /// A disk that is full must not keep anybody from stopping.
    private boolean keep(StopId stop, String note) {
        try {
            journal.keep(stop, note);
            return true;
        } catch (LeveeException e) {
            LOG.log(System.Logger.Level.ERROR, "{0} is in force, but only until this process ends: {1}", stop, e);
            return false;
        }
    }

    private CompletableFuture<Boolean> tell(StopFact.Ordered ordered) {
        if (!telling.add(ordered.stop())) {
            return CompletableFuture.completedFuture(false);
        }
        CompletableFuture<Boolean> recorded = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                stops.adopt(ordered, () -> {
                    journal.told(ordered.stop());
                    recorded.complete(true);
                });
            } catch (RuntimeException e) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "{0} is in force, but the ledger does not have it yet; it is told again",
                        ordered.stop());
            } finally {
                telling.remove(ordered.stop()); // first: whoever hears of a no may tell again at once
                recorded.complete(false);
            }
        });
        return recorded;
    }

    /// Where an order stands that no ledger has: nowhere. Stoppers of this replica ask only when it was.
    private Receipt unrecorded() {
        return new Receipt(origin, 0, clock.instant());
    }
}
