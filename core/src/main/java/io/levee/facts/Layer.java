package io.levee.facts;

/// Where a stop takes hold, from the process that runs to the framework that is asked to end.
public enum Layer {
    RUNTIME,
    IDENTITY,
    GATEWAY,
    PAYMENT,
    FRAMEWORK;

    /// Whether this layer only asks, and an agent may go on all the same. What was asked is never counted as stopped.
    public boolean cooperative() {
        return this == FRAMEWORK;
    }
}
