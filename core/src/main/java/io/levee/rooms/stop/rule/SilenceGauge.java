package io.levee.rooms.stop.rule;

import io.levee.facts.Evidence;
import io.levee.ledger.Origin;
import io.levee.organisation.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// How long nothing came to the gateway while a program runs, on the clock of the replica that
/// launched it.
final class SilenceGauge implements Gauge {
    private final Watch.Silence silence;
    private final Origin home;
    private final Clocks clocks;
    private Instant last;
    private int running;

    SilenceGauge(Watch.Silence silence, Origin home, Clocks clocks) {
        this.silence = silence;
        this.home = home;
        this.clocks = clocks;
        this.last = clocks.of(home);
    }

    /// Never complete by what is seen; see [#isLost].
    @Override
    public boolean learned(Sighting sighting) {
        last = clocks.of(home);
        running += switch (sighting.what()) {
            case Sighting.Launched _ -> 1;
            case Sighting.WorkloadOver _ -> -1;
            case Sighting.Decided _, Sighting.Ended _, Sighting.Used _, Sighting.TouchedDecoy _ -> 0;
        };
        return false;
    }

    Origin home() {
        return home;
    }

    boolean isOver() {
        return running <= 0;
    }

    boolean isLost() {
        return running > 0 && silent().compareTo(silence.longest()) > 0;
    }

    private Duration silent() {
        return Duration.between(last, clocks.of(home));
    }

    @Override
    public List<Evidence> measures() {
        return List.of(
                Gauge.measure("silent", silent().toSeconds() + " s"), Gauge.measure("programs running", "" + running));
    }
}
