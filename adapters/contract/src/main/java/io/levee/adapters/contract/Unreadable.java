package io.levee.adapters.contract;

/// A part of a description that cannot be held to: where, and why.
final class Unreadable extends RuntimeException {
    Unreadable(String message) {
        super(message, null, false, false);
    }
}
