package io.levee.rooms.gateway;

/// Both connections of one open call: the port through which a cut takes effect.
public interface Line {
    /// Ends both at once, without a clean end that a reader could take for a complete answer. Returns at
    /// once, may be called from any thread and more than once; every write in progress fails or completes
    /// soon after, and [OpenCall#finish] follows.
    void cut();
}
