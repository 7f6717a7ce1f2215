package io.levee.facts;

/// Where a stop takes hold, from the process that runs to the framework that is asked to end.
public enum Layer {
    RUNTIME,
    IDENTITY,
    GATEWAY,
    PAYMENT,
    FRAMEWORK
}
