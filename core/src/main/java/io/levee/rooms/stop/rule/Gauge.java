package io.levee.rooms.stop.rule;

import io.levee.facts.Evidence;
import io.levee.ledger.Origin;
import io.levee.organisation.Watch;
import java.util.List;

/// The evidence that one rule has about one agent, session or person. One thread at a time.
interface Gauge {
    /// Whether it is complete with this one. After a yes the gauge is thrown away.
    boolean learned(Sighting sighting);

    /// Measures, as [io.levee.facts.StopFact.Alarmed] has them; fit to be shown to a person.
    List<Evidence> measures();

    /// @param home where the first sighting was recorded
    static Gauge of(Watch watch, Origin home, Clocks clocks) {
        return switch (watch) {
            case Watch.Share share -> new ShareGauge(share);
            case Watch.Pace pace -> new PaceGauge(pace);
            case Watch.Loop loop -> new LoopGauge(loop);
            case Watch.Count count -> new CountGauge(count);
            case Watch.OutsideHours hours -> new CountGauge(hours);
            case Watch.FanOut fanOut -> new FanOutGauge(fanOut);
            case Watch.Silence silence -> new SilenceGauge(silence, home, clocks);
        };
    }

    static Evidence measure(String name, String value) {
        return new Evidence("measure", name, value);
    }
}
