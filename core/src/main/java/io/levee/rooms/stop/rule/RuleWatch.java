package io.levee.rooms.stop.rule;

import io.levee.consent.OpenStops;
import io.levee.consent.Runs;
import io.levee.facts.Evidence;
import io.levee.facts.Layer;
import io.levee.facts.Scope;
import io.levee.identity.Directory;
import io.levee.ledger.Origin;
import io.levee.organisation.Watch;
import io.levee.organisation.WatchRule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One rule and its gauges. One thread at a time.
final class RuleWatch {
    /// Whoever was longest unseen is forgotten beyond it: their evidence begins anew.
    static final int GAUGES_MAX = 4_096;
    /// Decisions that an alarm names.
    static final int CALLS_MAX = 8;

    private final WatchRule rule;
    private final Duration quiet;
    private final Clocks clocks;
    private final OpenStops stops;
    private final Map<Scope, Watched> watched = new Bounded<>(GAUGES_MAX);
    private final Map<Scope, Instant> quietUntil = new Bounded<>(GAUGES_MAX);

    /// @param example one of the runs that are watched under this scope
    private record Watched(Gauge gauge, Sighting example, Deque<Evidence> newest) {}

    RuleWatch(WatchRule rule, Duration quiet, Clocks clocks, OpenStops stops) {
        this.rule = rule;
        this.quiet = quiet;
        this.clocks = clocks;
        this.stops = stops;
    }

    WatchRule rule() {
        return rule;
    }

    Optional<Alarm> learned(Sighting sighting, Origin at, Directory directory) {
        if (!rule.looksAt(sighting.chain(), directory)) {
            return Optional.empty();
        }
        Scope scope = rule.per().scope(sighting.chain(), sighting.session());
        boolean heartbeat = rule.watch() instanceof Watch.Silence;
        if (heartbeat && !watched.containsKey(scope) && !(sighting.what() instanceof Sighting.Launched)) {
            return Optional.empty(); // what Levee did not launch owes it no sign of life
        }
        if (!heartbeat && isQuiet(scope, sighting.time())) {
            return Optional.empty();
        }
        Watched one = watched.computeIfAbsent(
                scope, _ -> new Watched(Gauge.of(rule.watch(), at, clocks), sighting, new ArrayDeque<>()));
        remember(one.newest(), sighting);
        boolean complete = one.gauge().learned(sighting);
        if (one.gauge() instanceof SilenceGauge silence && silence.isOver()) {
            watched.remove(scope);
        }
        return complete ? alarm(scope, one, sighting, sighting.time(), at, directory) : Optional.empty();
    }

    /// What can be seen only because nothing happens.
    List<Alarm> overdue(Origin origin, Directory directory) {
        if (!(rule.watch() instanceof Watch.Silence)) {
            return List.of();
        }
        Instant now = clocks.of(origin);
        List<Alarm> alarms = new ArrayList<>();
        for (Map.Entry<Scope, Watched> entry : List.copyOf(watched.entrySet())) {
            Watched one = entry.getValue();
            if (one.gauge() instanceof SilenceGauge gauge
                    && gauge.home().equals(origin)
                    && gauge.isLost()
                    && !isQuiet(entry.getKey(), now)) {
                alarm(entry.getKey(), one, one.example(), now, origin, directory)
                        .ifPresent(alarms::add);
            }
        }
        return alarms;
    }

    /// Somebody raised it already.
    void raised(Scope scope, Instant time) {
        if (!(rule.watch() instanceof Watch.Silence)) {
            watched.remove(scope);
        }
        quietUntil.merge(scope, time.plus(quiet), (one, two) -> one.isAfter(two) ? one : two);
    }

    /// Whoever was resumed is judged by what they do from now on.
    void resumed(Scope scope) {
        watched.remove(scope);
        quietUntil.remove(scope);
    }

    private Optional<Alarm> alarm(
            Scope scope, Watched one, Sighting sighting, Instant time, Origin origin, Directory directory) {
        raised(scope, time);
        Runs runs = new Runs(() -> directory, _ -> Set.of());
        if (stops.covering(Layer.GATEWAY, () -> runs.of(sighting.chain(), sighting.session(), Optional.empty()))
                .isPresent()) {
            quietUntil.remove(scope);
            return Optional.empty();
        }
        List<Evidence> evidence = new ArrayList<>(one.gauge().measures());
        evidence.addAll(one.newest());
        return Optional.of(new Alarm(rule, scope, time, origin, evidence));
    }

    private boolean isQuiet(Scope scope, Instant now) {
        Instant until = quietUntil.get(scope);
        if (until == null || now.isBefore(until)) {
            return until != null;
        }
        quietUntil.remove(scope);
        return false;
    }

    private static void remember(Deque<Evidence> newest, Sighting sighting) {
        sighting.decision().ifPresent(decision -> {
            Iterator<Evidence> all = newest.iterator();
            while (all.hasNext()) {
                if (all.next().ref().equals(decision.value())) {
                    all.remove();
                }
            }
            newest.addLast(new Evidence("call", decision.value(), ""));
            if (newest.size() > CALLS_MAX) {
                newest.removeFirst();
            }
        });
    }
}
