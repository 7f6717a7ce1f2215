package io.levee.adapters.forges;

import io.levee.adapters.rest.Pause;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// How waiting is done.
///
/// @param random spreads the waits of many, so that they do not come back all at once
/// @param sleep  returns when the time is over
public record Patience(InstantSource clock, RandomGenerator random, Consumer<Duration> sleep) {
    public static Patience of(InstantSource clock, RandomGenerator random) {
        return new Patience(clock, random, time -> Pause.of(time, "a forge was waited for"));
    }

    void wait(Duration time) {
        sleep.accept(time);
    }
}
