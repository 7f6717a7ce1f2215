package io.levee.rooms.stop.rule;

import io.levee.organisation.Watch;
import java.util.Locale;

/// What a rule's numbers amount to, in words for whoever chooses them.
public final class Promise {
    private Promise() {}

    public static String of(Watch watch) {
        return switch (watch) {
            case Watch.Share share ->
                "found after about %.0f calls at the harmful share; of what is normal, 1 false alarm in %d calls or fewer"
                        .formatted(GaugeRules.delay(share), share.oneIn());
            case Watch.Pace pace ->
                String.format(
                        Locale.ROOT,
                        "found after about %.1f minutes at the harmful pace; of what is normal, 1 false alarm in %d minutes or"
                                + " fewer",
                        GaugeRules.delay(pace),
                        pace.oneIn());
            case Watch.Loop(var times, var among) ->
                "the same call with the same outcome, %d of the last %d".formatted(times, among);
            case Watch.Count(var _, var times, var within) -> "%d times in %d s".formatted(times, within.toSeconds());
            case Watch.OutsideHours hours ->
                "%d changes in %d s outside of %s to %s, %s"
                        .formatted(hours.times(), hours.within().toSeconds(), hours.from(), hours.to(), hours.zone());
            case Watch.FanOut(var distinct, var within) ->
                "%d different assets in %d s".formatted(distinct, within.toSeconds());
            case Watch.Silence(var longest) ->
                "a program that runs and is silent for more than %d s".formatted(longest.toSeconds());
        };
    }
}
