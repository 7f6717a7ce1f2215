package io.levee.fault;

/// Something that Levee depends on is broken, or Levee is. The message says what, where and what to do next; it never
/// holds a secret or a payload.
public final class LeveeException extends RuntimeException {
    private final ErrorCode code;

    public LeveeException(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    public LeveeException(ErrorCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }
}
