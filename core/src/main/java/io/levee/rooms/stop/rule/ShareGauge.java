package io.levee.rooms.stop.rule;

import io.levee.facts.Evidence;
import io.levee.organisation.Watch;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/// What share of calls goes wrong.
final class ShareGauge implements Gauge {
    private final Watch.Share share;
    private final GaugeRules.Steps steps;
    private final Suspicion suspicion;
    private final double enough;
    /// Since there was no suspicion.
    private long calls;

    private long wrong;

    ShareGauge(Watch.Share share) {
        this.share = share;
        this.steps = GaugeRules.steps(share);
        this.suspicion = new Suspicion(steps.bad().length);
        this.enough = Math.log((double) share.oneIn());
    }

    @Override
    public boolean learned(Sighting sighting) {
        OptionalInt outcome = outcome(sighting.what());
        return outcome.isPresent() && learned(outcome.getAsInt() == 1);
    }

    boolean learned(boolean bad) {
        if (suspicion.isNone()) {
            calls = 0;
            wrong = 0;
        }
        suspicion.restart();
        suspicion.add(bad ? steps.bad() : steps.good(), 1);
        calls++;
        wrong += bad ? 1 : 0;
        return bad && suspicion.log() >= enough;
    }

    /// 1 where it went wrong, 0 where it did not, nothing where it says neither.
    private OptionalInt outcome(Sighting.What what) {
        return switch (what) {
            case Sighting.Decided decided
            when share.of() == Watch.Outcome.REFUSED && decided.own() -> OptionalInt.of(decided.allowed() ? 0 : 1);
            case Sighting.Ended(var failed, var _, var _)
            when share.of() == Watch.Outcome.FAILED -> OptionalInt.of(failed ? 1 : 0);
            case Sighting.Decided _,
                    Sighting.Ended _,
                    Sighting.Used _,
                    Sighting.TouchedDecoy _,
                    Sighting.Launched _,
                    Sighting.WorkloadOver _ -> OptionalInt.empty();
        };
    }

    @Override
    public List<Evidence> measures() {
        return List.of(
                Gauge.measure(
                        share.of() == Watch.Outcome.REFUSED ? "refused" : "failed", wrong + " of " + calls + " calls"),
                Gauge.measure("normal", percent(share.normal())),
                Gauge.measure("harmful", percent(share.harmful())),
                Gauge.measure("evidence", odds(suspicion.log())));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.3g %%", share * 100);
    }

    /// How many times likelier than of what is normal.
    static String odds(double log) {
        return String.format(Locale.ROOT, "10^%.1f to 1", log / Math.log(10));
    }
}
