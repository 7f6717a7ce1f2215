package io.levee.cli;

/// Ends a command: one line on standard error that says what, where and what to do next, and an exit code.
public final class CommandFailure extends RuntimeException {
    private final int exit;

    public CommandFailure(int exit, String message) {
        super(message);
        this.exit = exit;
    }

    public CommandFailure(int exit, String message, Throwable cause) {
        super(message, cause);
        this.exit = exit;
    }

    public int exit() {
        return exit;
    }
}
