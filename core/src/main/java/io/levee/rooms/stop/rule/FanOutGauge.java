package io.levee.rooms.stop.rule;

import io.levee.facts.Evidence;
import io.levee.organisation.Watch;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How many different assets were named lately. Keeps one time for each, and forgets them from the
/// oldest on.
final class FanOutGauge implements Gauge {
    private final Watch.FanOut fanOut;
    private final Map<Long, Instant> seen = new LinkedHashMap<>(16, 0.75f, true);

    FanOutGauge(Watch.FanOut fanOut) {
        this.fanOut = fanOut;
    }

    @Override
    public boolean learned(Sighting sighting) {
        if (!(sighting.what() instanceof Sighting.Decided decided) || !decided.own()) {
            return false;
        }
        forgetBefore(sighting.time().minus(fanOut.within()));
        for (Long asset : decided.assets()) {
            seen.put(asset, sighting.time());
            if (seen.size() >= fanOut.distinct()) {
                return true;
            }
        }
        return false;
    }

    private void forgetBefore(Instant time) {
        Iterator<Instant> oldest = seen.values().iterator();
        while (oldest.hasNext() && oldest.next().isBefore(time)) {
            oldest.remove();
        }
    }

    @Override
    public List<Evidence> measures() {
        return List.of(Gauge.measure(
                "different assets",
                "%d in %d s".formatted(seen.size(), fanOut.within().toSeconds())));
    }
}
