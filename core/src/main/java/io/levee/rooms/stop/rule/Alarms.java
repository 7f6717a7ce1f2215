package io.levee.rooms.stop.rule;

import io.levee.consent.InForce;
import io.levee.consent.OpenStops;
import io.levee.consent.Runs;
import io.levee.facts.Evidence;
import io.levee.facts.Layer;
import io.levee.facts.Scope;
import io.levee.facts.StopFact;
import io.levee.fault.LeveeException;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import io.levee.ledger.Entry;
import io.levee.ledger.History;
import io.levee.ledger.Ledger;
import io.levee.organisation.WatchRule;
import io.levee.rooms.stop.StopAnswer;
import io.levee.rooms.stop.StopRequest;
import io.levee.rooms.stop.Stops;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// The door for what stop rules find: records it, and in `enforce` orders the stop, as the person
/// on whose behalf the rule watches and with no more than that person's right now (I2). Levee's own
/// agent that watches is bound like any (I9): without a passport for that person, while a stop
/// covers it, and once its passport's calls for the hour are used up, it only records.
///
/// Every replica comes to every alarm. The one whose entry completed the evidence raises it; the
/// others do so only where that one has not within [#GRACE]. Thread-safe.
public final class Alarms implements OnAlarm {
    static final Duration GRACE = Duration.ofSeconds(3);
    static final Duration RETRY = Duration.ofSeconds(1);
    /// An alarm that nobody answered when the replica ended is answered at the next start if it is
    /// not older.
    static final Duration LATE_MAX = Duration.ofMinutes(2);
    static final int WAITING_MAX = 1_000;

    private static final System.Logger LOG = System.getLogger(Alarms.class.getName());

    private final Ledger ledger;
    private final Stops stops;
    private final OpenStops open;
    private final Supplier<InForce> inForce;
    private final Supplier<List<WatchRule>> rules;
    private final Executor threads;
    private final LongSupplier nanoTime;
    private final OrderBudget budget = new OrderBudget();
    private final Set<Scope> ordering = ConcurrentHashMap.newKeySet();
    private final List<Waiting> waiting = new ArrayList<>();
    private final Bounded<Scope, StopFact.Alarmed> unordered = new Bounded<>(WAITING_MAX);
    private boolean live;

    /// @param recorded whether the alarm is a fact already and only its order is missing
    private record Waiting(Alarm alarm, boolean recorded, long due) {}

    /// @param open already follows the ledger's stop facts
    public Alarms(
            Ledger ledger,
            Stops stops,
            OpenStops open,
            Supplier<InForce> inForce,
            Supplier<List<WatchRule>> rules,
            Executor threads,
            LongSupplier nanoTime) {
        this.ledger = ledger;
        this.stops = stops;
        this.open = open;
        this.inForce = inForce;
        this.rules = rules;
        this.threads = threads;
        this.nanoTime = nanoTime;
    }

    /// Lets both see the past and go on: each entry is first evidence, then an answer to it.
    public void follow(History history, Watching watching) {
        history.follow(Watching.FAMILIES, entry -> {
            watching.learned(entry);
            learned(entry);
        });
    }

    @Override
    public synchronized void raised(Alarm alarm) {
        boolean ours = alarm.origin().equals(ledger.origin());
        wait(new Waiting(alarm, false, nanoTime.getAsLong() + (ours ? 0 : GRACE.toNanos())));
        if (ours && live) {
            threads.execute(this::tend);
        }
    }

    private synchronized void learned(Entry entry) {
        switch (entry.fact()) {
            case StopFact.Alarmed alarmed -> {
                waiting.removeIf(one -> !one.recorded() && one.alarm().isOf(alarmed.rule(), alarmed.scope()));
                if (alarmed.mode() == StopFact.AlarmMode.ENFORCE) {
                    budget.used(alarmed.watcher(), entry.time());
                    if (entry.origin().equals(ledger.origin())) {
                        unordered.put(alarmed.scope(), alarmed);
                    }
                }
            }
            case StopFact.Ordered ordered -> {
                if (!ordered.freeze()) {
                    unordered.remove(ordered.scope());
                }
            }
            case StopFact.Refused refused -> unordered.remove(refused.scope());
            default -> {}
        }
    }

    /// To be called once, after the followers have seen the past: what is old is history, what was
    /// cut short is done now.
    public void begin(Instant now) {
        synchronized (this) {
            Instant oldest = now.minus(LATE_MAX);
            waiting.removeIf(one -> one.alarm().time().isBefore(oldest));
            for (StopFact.Alarmed alarmed : List.copyOf(unordered.values())) {
                rules.get().stream()
                        .filter(rule -> rule.name().equals(alarmed.rule())
                                && !alarmed.seen().isBefore(oldest))
                        .map(rule ->
                                new Alarm(rule, alarmed.scope(), alarmed.seen(), ledger.origin(), alarmed.evidence()))
                        .forEach(alarm -> wait(new Waiting(alarm, true, nanoTime.getAsLong())));
            }
            live = true;
        }
        tend();
    }

    /// Answers what is due. To be called every second or so.
    public void tend() {
        List<Waiting> due = new ArrayList<>();
        synchronized (this) {
            if (!live) {
                return;
            }
            long now = nanoTime.getAsLong();
            waiting.removeIf(one -> one.due() - now <= 0 && due.add(one));
        }
        due.forEach(one -> threads.execute(() -> answer(one)));
    }

    private void answer(Waiting one) {
        boolean recorded = one.recorded();
        try {
            Alarm alarm = one.alarm();
            boolean orders = alarm.rule().mode() == StopFact.AlarmMode.ENFORCE;
            if (!recorded) {
                Optional<Evidence> heldBack = orders ? heldBack(alarm) : Optional.empty();
                orders &= heldBack.isEmpty();
                ledger.write(alarm.fact(
                        orders ? StopFact.AlarmMode.ENFORCE : StopFact.AlarmMode.OBSERVE,
                        heldBack.stream().toList()));
                recorded = true;
            }
            if (orders) {
                order(alarm);
            }
        } catch (LeveeException e) { // the ledger is away: nothing new is allowed meanwhile, and the next try tells
            LOG.log(
                    System.Logger.Level.WARNING,
                    "an alarm of {0} waits: {1}",
                    one.alarm().rule().name(),
                    e.getMessage());
            synchronized (this) {
                wait(new Waiting(one.alarm(), recorded, nanoTime.getAsLong() + RETRY.toNanos()));
            }
        }
    }

    private void order(Alarm alarm) {
        Scope scope = alarm.scope();
        boolean stopped = open.all().stream()
                .anyMatch(order -> !order.freeze() && order.scope().equals(scope));
        if (stopped || !ordering.add(scope)) {
            return;
        }
        try {
            Chain watcher = alarm.rule().watcher();
            StopAnswer answer = stops.order(new StopRequest(
                    Chain.of(watcher.person()), scope, alarm.rule().layers(), reason(alarm, watcher.caller())));
            if (answer instanceof StopAnswer.Refused(var refusal, var _)) {
                LOG.log(
                        System.Logger.Level.ERROR,
                        "stop rule {0} may not stop {1}: {2}; give `onBehalfOf` the right, or name somebody who has it",
                        alarm.rule().name(),
                        scope,
                        refusal.code());
            }
        } finally {
            ordering.remove(scope);
        }
    }

    private Optional<Evidence> heldBack(Alarm alarm) {
        Chain watcher = alarm.rule().watcher();
        InForce now = inForce.get();
        boolean mayAct = now.directory()
                .passport(watcher.caller())
                .filter(passport -> now.directory()
                        .person(watcher.person())
                        .filter(passport::allowsActingFor)
                        .isPresent())
                .isPresent();
        String why = mayAct
                ? covered(watcher, now)
                        .or(() -> budget.exhausted(watcher.caller(), alarm.time(), now.directory()))
                        .orElse("")
                : "its passport does not let it act for " + watcher.person();
        if (why.isEmpty()) {
            return Optional.empty();
        }
        LOG.log(
                System.Logger.Level.ERROR,
                "stop rule {0} did not stop {1}: {2}: {3}; stop it by hand where it must end",
                alarm.rule().name(),
                alarm.scope(),
                watcher.caller(),
                why);
        return Optional.of(new Evidence("held-back", watcher.caller().toString(), why));
    }

    private Optional<String> covered(Chain watcher, InForce now) {
        Runs runs = new Runs(now::directory, _ -> Set.of());
        return Arrays.stream(Layer.values()) // it does nothing of its own that one layer alone could end
                .flatMap(layer ->
                        open.covering(layer, () -> runs.of(watcher, OrderBudget.NO_SESSION, Optional.empty())).stream())
                .findFirst()
                .map(order -> "stopped by " + order.stop().value());
    }

    private static String reason(Alarm alarm, ActorId watcher) {
        String text = "stop rule %s, watched by %s: %s".formatted(alarm.rule().name(), watcher, alarm.summary());
        return text.length() <= StopRequest.REASON_LENGTH_MAX
                ? text
                : text.substring(0, StopRequest.REASON_LENGTH_MAX - 1) + "…";
    }

    /// Beyond the limit the oldest is dropped: it was waiting in vain the longest.
    private void wait(Waiting one) {
        if (waiting.size() == WAITING_MAX) {
            waiting.removeFirst();
        }
        waiting.add(one);
    }
}
