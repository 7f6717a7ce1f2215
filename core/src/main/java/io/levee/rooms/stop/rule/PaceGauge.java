package io.levee.rooms.stop.rule;

import io.levee.facts.Evidence;
import io.levee.organisation.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// How fast something is used up.
final class PaceGauge implements Gauge {
    private static final long MICRO_CENTS_OF_USD_MICRO = 100;

    private final Watch.Pace pace;
    private final GaugeRules.Steps steps;
    private final Suspicion suspicion;
    private final double enough;
    /// The one that runs, whole since the epoch; none before the first use.
    private long slot = Long.MIN_VALUE;
    /// Since there was no suspicion.
    private double used;

    private long uses;
    private Instant since = Instant.EPOCH;
    private Instant last = Instant.EPOCH;

    PaceGauge(Watch.Pace pace) {
        this.pace = pace;
        this.steps = GaugeRules.steps(pace);
        this.suspicion = new Suspicion(steps.bad().length);
        this.enough = Math.log((double) pace.oneIn());
    }

    @Override
    public boolean learned(Sighting sighting) {
        double amount = amount(sighting.what());
        return amount > 0 && learned(sighting.time(), amount);
    }

    /// Times that go back, as clocks of two replicas do, count as the latest one.
    boolean learned(Instant time, double amount) {
        long now = Math.max(slot, Math.floorDiv(time.toEpochMilli(), GaugeRules.SLOT.toMillis()));
        if (now > slot) {
            begin(slot == Long.MIN_VALUE ? 1 : now - slot);
            slot = now;
        }
        if (suspicion.isNone()) {
            used = 0;
            uses = 0;
            since = time;
        }
        used += amount;
        uses++;
        last = time.isAfter(last) ? time : last;
        suspicion.add(steps.bad(), Math.min(1, amount / (double) pace.grain()));
        return suspicion.log() >= enough;
    }

    /// Each slot is charged whole when it begins, so within it suspicion is never too high; and
    /// each begins anew.
    private void begin(long slots) {
        suspicion.restart();
        if (slots > 1) {
            suspicion.add(steps.good(), (double) (slots - 1));
            suspicion.restart();
        }
        suspicion.add(steps.good(), 1);
    }

    private double amount(Sighting.What what) {
        return switch (what) {
            case Sighting.Decided decided ->
                switch (pace.of()) {
                    case CALLS -> decided.allowed() ? 1 : 0;
                    case BYTES, TOKENS, USD_MICROS, OBJECTS, ROWS, CPU_SECONDS -> 0;
                };
            case Sighting.Ended(var _, var bytes, var _) ->
                switch (pace.of()) {
                    case BYTES -> (double) bytes;
                    case CALLS, TOKENS, USD_MICROS, OBJECTS, ROWS, CPU_SECONDS -> 0;
                };
            case Sighting.Used(var tokens, var microCents) ->
                switch (pace.of()) {
                    case TOKENS -> (double) tokens;
                    case USD_MICROS -> (double) microCents / MICRO_CENTS_OF_USD_MICRO;
                    case CALLS, BYTES, OBJECTS, ROWS, CPU_SECONDS -> 0;
                };
            case Sighting.TouchedDecoy _, Sighting.Launched _, Sighting.WorkloadOver _ -> 0;
        };
    }

    @Override
    public List<Evidence> measures() {
        return List.of(
                Gauge.measure(
                        "used",
                        "%d %s by %d calls in %d s"
                                .formatted(
                                        Math.round(used),
                                        pace.of().word(),
                                        uses,
                                        Math.max(
                                                0, Duration.between(since, last).toSeconds()))),
                Gauge.measure("normal", pace.normal() + " an hour"),
                Gauge.measure("harmful", pace.harmful() + " an hour"),
                Gauge.measure("evidence", ShareGauge.odds(suspicion.log())));
    }
}
