package io.levee.rooms.stop.rule;

import io.levee.facts.Evidence;
import io.levee.organisation.Watch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The same call with the same outcome, again and again: a ring of the newest fingerprints, and how
/// often each is in it.
final class LoopGauge implements Gauge {
    private final Watch.Loop loop;
    private final long[] ring;
    private final Map<Long, Integer> times = new HashMap<>();
    private int size;
    private int next;
    private int most;

    LoopGauge(Watch.Loop loop) {
        this.loop = loop;
        this.ring = new long[loop.among()];
    }

    @Override
    public boolean learned(Sighting sighting) {
        return switch (sighting.what()) {
            // what was allowed is looked at when it ended: then it is known what came of it
            case Sighting.Decided decided when !decided.allowed() && decided.own() -> learned(decided.call());
            case Sighting.Ended(var _, var _, var call) -> learned(call);
            case Sighting.Decided _,
                    Sighting.Used _,
                    Sighting.TouchedDecoy _,
                    Sighting.Launched _,
                    Sighting.WorkloadOver _ -> false;
        };
    }

    private boolean learned(long call) {
        if (size == ring.length) {
            times.computeIfPresent(ring[next], (_, count) -> count == 1 ? null : count - 1);
        } else {
            size++;
        }
        ring[next] = call;
        next = (next + 1) % ring.length;
        most = times.merge(call, 1, Integer::sum);
        return most >= loop.times();
    }

    @Override
    public List<Evidence> measures() {
        return List.of(Gauge.measure("same call", "%d of the last %d".formatted(most, size)));
    }
}
