package io.levee.adapters.rest;

/// A request was sent, or could not be, and nobody knows whether it was done.
public final class NoAnswer extends IllegalStateException {
    private static final long serialVersionUID = 1;

    NoAnswer(String from, String why) {
        super("no answer for %s: %s".formatted(from, why));
    }
}
