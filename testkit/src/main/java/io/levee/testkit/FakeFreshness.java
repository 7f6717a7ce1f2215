package io.levee.testkit;

import io.levee.ledger.Freshness;
import java.time.Duration;

/// A replica whose view is as old as the test says; fresh at first. Thread-safe.
public final class FakeFreshness implements Freshness {
    private volatile Duration age = Duration.ZERO;

    @Override
    public Duration age() {
        return age;
    }

    public void becomes(Duration age) {
        this.age = age;
    }
}
