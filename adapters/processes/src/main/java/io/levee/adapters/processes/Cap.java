package io.levee.adapters.processes;

/// What is capped, see [Caps].
public enum Cap {
    MEMORY,
    CPU,
    PROCESSES,
    DISK
}
