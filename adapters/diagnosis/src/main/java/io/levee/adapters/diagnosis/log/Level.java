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

    /// As loggers of Node number it, from 10 to 60, or syslog, from 7 to 0.
    static Level ofNumber(long number) {
        boolean syslog = number < 8;
        if (syslog ? number < 3 : number >= 60) {
            return FATAL;
        }
        if (syslog ? number == 3 : number >= 50) {
            return ERROR;
        }
        return (syslog ? number == 4 : number >= 40) ? WARN : INFO;
    }
}
