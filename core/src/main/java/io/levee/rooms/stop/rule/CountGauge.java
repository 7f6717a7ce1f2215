package io.levee.rooms.stop.rule;

import io.levee.facts.Evidence;
import io.levee.organisation.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/// So many of something within a while.
final class CountGauge implements Gauge {
    static final String LABEL_NOT_CLEARED = "label-not-cleared";

    private final Watch watch;
    private final Predicate<Sighting> counts;
    private final int enough;
    private final Duration within;
    private final Deque<Instant> newest = new ArrayDeque<>();

    CountGauge(Watch.Count count) {
        this(count, count.times(), count.within(), sighting -> isOf(count.of(), sighting.what()));
    }

    CountGauge(Watch.OutsideHours hours) {
        this(
                hours,
                hours.times(),
                hours.within(),
                sighting -> sighting.what() instanceof Sighting.Decided decided
                        && decided.allowed()
                        && decided.changes()
                        && hours.outside(sighting.time()));
    }

    private CountGauge(Watch watch, int enough, Duration within, Predicate<Sighting> counts) {
        this.watch = watch;
        this.enough = enough;
        this.within = within;
        this.counts = counts;
    }

    private static boolean isOf(Watch.Event event, Sighting.What what) {
        return switch (event) {
            case LABEL_BREACH ->
                what instanceof Sighting.Decided decided
                        && !decided.allowed()
                        && decided.reason().equals(LABEL_NOT_CLEARED);
            case DECOY_TOUCHED -> what instanceof Sighting.TouchedDecoy;
        };
    }

    @Override
    public boolean learned(Sighting sighting) {
        if (!counts.test(sighting)) {
            return false;
        }
        newest.addLast(sighting.time());
        if (newest.size() > enough) {
            newest.removeFirst();
        }
        return newest.size() == enough
                && Duration.between(newest.getFirst(), newest.getLast()).compareTo(within) <= 0;
    }

    @Override
    public List<Evidence> measures() {
        return List.of(Gauge.measure(
                watch.word(),
                "%d times in %d s"
                        .formatted(
                                newest.size(),
                                Math.max(
                                        0,
                                        Duration.between(newest.getFirst(), newest.getLast())
                                                .toSeconds()))));
    }
}
