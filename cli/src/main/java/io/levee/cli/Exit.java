package io.levee.cli;

/// Exit codes that scripts may rely on.
public final class Exit {
    /// Done, or allowed.
    public static final int DONE = 0;
    /// Denied, blocked or failed.
    public static final int DENIED = 1;
    /// Bad usage or bad input.
    public static final int USAGE = 2;
    /// Held or undecided.
    public static final int HELD = 3;
    /// Something that is needed is not available.
    public static final int UNAVAILABLE = 4;

    private Exit() {}
}
