package io.levee.adapters.oauth;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Lets through so many at once, and one more in each `interval`. Thread-safe by its own lock.
public final class Pace {
    private final int burst;
    private final Duration interval;
    private final InstantSource clock;
    private int left;
    private Instant since;

    public Pace(int burst, Duration interval, InstantSource clock) {
        this.burst = burst;
        this.interval = interval;
        this.clock = clock;
        this.left = burst;
        this.since = clock.instant();
    }

    public synchronized boolean allows() {
        Instant now = clock.instant();
        long earned = now.isBefore(since) ? 0 : Duration.between(since, now).dividedBy(interval);
        if (earned > 0) {
            left = (int) Math.min(burst, left + earned);
            since = since.plus(interval.multipliedBy(earned));
        }
        if (left == 0) {
            return false;
        }
        left--;
        return true;
    }
}
