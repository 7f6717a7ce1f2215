package io.levee.adapters.diagnosis.log;

import java.util.Optional;

/// How bad a program says that something is.
public enum Level {
    /// Trace, debug, information, notices.
    INFO,
    WARN,
    /// Said by nobody: what a program writes without a logger.
    NONE,
    ERROR,
    FATAL;

    /// Of a word as loggers write it.
    static Optional<Level> of(String word) {
        return switch (word) {
            case "TRACE", "DEBUG", "INFO", "NOTICE", "LOG", "VERBOSE", "FINE", "FINER", "FINEST", "CONFIG" ->
                Optional.of(INFO);
            case "WARN", "WARNING" -> Optional.of(WARN);
            case "ERROR", "ERR", "SEVERE" -> Optional.of(ERROR);
            case "FATAL", "CRITICAL", "PANIC", "EMERG", "ALERT", "CRIT" -> Optional.of(FATAL);
            default -> Optional.empty();
        };
    }
}
