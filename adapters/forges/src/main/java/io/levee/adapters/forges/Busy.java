package io.levee.adapters.forges;

import java.time.Instant;

/// A forge takes nothing more from us for longer than anybody should wait here.
public final class Busy extends IllegalStateException {
    private static final long serialVersionUID = 1;

    private final Instant until;

    Busy(String from, Instant until) {
        super("%s wants to be left alone until %s: try again then".formatted(from, until));
        this.until = until;
    }

    public Instant until() {
        return until;
    }
}
