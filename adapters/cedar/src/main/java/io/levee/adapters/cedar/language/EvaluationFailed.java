package io.levee.adapters.cedar.language;

/// A condition that has no value: a wrong type, a missing attribute, a number too large. Ordinary, so without a trace.
final class EvaluationFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EvaluationFailed(String message) {
        super(message, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
