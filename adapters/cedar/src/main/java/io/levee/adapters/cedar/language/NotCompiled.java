package io.levee.adapters.cedar.language;

/// A policy of which this package does not know the meaning, or that nests too deep.
public final class NotCompiled extends Exception {
    private static final long serialVersionUID = 1L;

    NotCompiled(String message) {
        super(message);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
