package io.levee.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/// A clock that stands still until a test moves it, in either direction. Thread-safe.
public final class FakeClock implements InstantSource {
    /// An ordinary day.
    public static final Instant START = Instant.parse("2026-11-02T09:00:00Z");

    private final AtomicReference<Instant> now;

    public FakeClock(Instant start) {
        this.now = new AtomicReference<>(start);
    }

    /// Starts at [#START], the same in every run.
    public static FakeClock start() {
        return new FakeClock(START);
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    public void advance(Duration by) {
        now.updateAndGet(time -> time.plus(by));
    }

    /// May go back, as real clocks do.
    public void set(Instant time) {
        now.set(time);
    }
}
