package io.levee.rooms.stop.rule;

import io.levee.consent.OpenStops;
import io.levee.facts.Fact;
import io.levee.facts.Scope;
import io.levee.facts.StopFact;
import io.levee.facts.StopId;
import io.levee.identity.Directory;
import io.levee.ledger.Entry;
import io.levee.ledger.Follower;
import io.levee.ledger.Origin;
import io.levee.organisation.WatchRule;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Everything that stop rules look at, folded from the ledger; every replica sees all of it. An
/// alarm is given once, and then not again for that scope before it was resumed or [#QUIET] has
/// passed; of whom an order covers there is none.
///
/// Guarded by its own lock: the ledger's follower thread learns, a tick says how late it is.
public final class Watching implements Follower {
    public static final Set<Fact.Family> FAMILIES =
            Set.of(Fact.Family.CALL, Fact.Family.DECOY, Fact.Family.MODEL, Fact.Family.STOP, Fact.Family.WORKLOAD);

    public static final Duration QUIET = Duration.ofHours(1);
    /// How often it is looked for what did not happen.
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final Supplier<List<WatchRule>> rules;
    private final Supplier<Directory> directory;
    private final Duration quiet;
    private final OnAlarm onAlarm;
    private final Sightings sightings = new Sightings();
    private final OpenStops stops = new OpenStops();
    private final Clocks clocks = new Clocks();
    private final Map<Origin, Instant> lookedAt = new Bounded<>(Clocks.ORIGINS_MAX);
    private List<WatchRule> known = List.of();
    private List<RuleWatch> watches = List.of();

    /// @param rules     as the organisation has them now; a rule that is changed begins anew
    public Watching(Supplier<List<WatchRule>> rules, Supplier<Directory> directory, Duration quiet, OnAlarm onAlarm) {
        this.rules = rules;
        this.directory = directory;
        this.quiet = quiet;
        this.onAlarm = onAlarm;
    }

    @Override
    public synchronized void learned(Entry entry) {
        reload();
        clocks.learned(entry);
        look(entry.origin());
        if (entry.fact() instanceof StopFact fact) {
            learned(fact, entry);
        }
        // also without rules: a rule that comes later knows whose calls are open
        sightings
                .of(entry)
                .ifPresent(sighting -> watches.forEach(watch ->
                        watch.learned(sighting, entry.origin(), directory.get()).ifPresent(onAlarm::raised)));
    }

    /// So late is it at this replica, although nothing was recorded.
    public synchronized void passed(Origin own, Instant now) {
        reload();
        clocks.passed(own, now);
        look(own);
    }

    private void learned(StopFact fact, Entry entry) {
        switch (fact) {
            case StopFact.Alarmed alarmed ->
                watches.stream()
                        .filter(watch -> watch.rule().name().equals(alarmed.rule()))
                        .forEach(watch -> watch.raised(alarmed.scope(), entry.time()));
            case StopFact.Ordered _ -> stops.learned(entry);
            case StopFact.Resumed(var stop, var _, var _, var _) -> ended(stop, entry);
            case StopFact.Expired(var stop, var _) -> ended(stop, entry);
            case StopFact.Drilled _,
                    StopFact.Executed _,
                    StopFact.Verified _,
                    StopFact.Refused _,
                    StopFact.ResumeProposed _,
                    StopFact.ResumeRefused _ -> {}
        }
    }

    private void ended(StopId stop, Entry entry) {
        Optional<Scope> scope = stops.find(stop).map(StopFact.Ordered::scope);
        stops.learned(entry);
        scope.filter(_ -> stops.find(stop).isEmpty()).ifPresent(over -> watches.forEach(watch -> watch.resumed(over)));
    }

    private void look(Origin origin) {
        Instant now = clocks.of(origin);
        Instant before = lookedAt.get(origin);
        if (before != null && Duration.between(before, now).compareTo(LOOK_EVERY) < 0) {
            return;
        }
        lookedAt.put(origin, now);
        for (RuleWatch watch : watches) {
            watch.overdue(origin, directory.get()).forEach(onAlarm::raised);
        }
    }

    private void reload() {
        List<WatchRule> now = rules.get();
        if (now.equals(known)) {
            return;
        }
        Map<WatchRule, RuleWatch> before = watches.stream()
                .collect(Collectors.toMap(RuleWatch::rule, Function.identity(), (one, _) -> one, HashMap::new));
        watches = now.stream()
                .map(rule -> Optional.ofNullable(before.get(rule))
                        .orElseGet(() -> new RuleWatch(rule, quiet, clocks, stops)))
                .toList();
        known = now;
    }
}
