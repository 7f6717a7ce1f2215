package io.levee.adapters.diagnosis.log;

/// Which lines belong to the one before, by how they begin.
final class Continuations {
    private static final String[] BEGINNINGS = {
        "Caused by:",
        "Wrapped by:",
        "Suppressed:",
        "... ",
        "at ",
        "Driver stacktrace:",
        "JVM stacktrace:",
        "During handling of the above",
        "The above exception was",
        "Serialization stack",
        "DETAIL:",
        "HINT:",
        "LINE ",
        "CONTEXT:",
        "STATEMENT:",
        "QUERY:",
        "LOCATION:",
        "== SQL",
        "== Physical",
        "+- ",
        ":- ",
        "'",
        ": ",
        "^",
        "~ "
    };

    private Continuations() {}

    static boolean isIndented(String text) {
        return !text.isEmpty() && (text.charAt(0) == ' ' || text.charAt(0) == '\t');
    }

    static boolean isFrame(String text) {
        return text.startsWith("\tat ")
                || text.startsWith("    at ")
                || text.startsWith("  at ")
                || text.startsWith("at ");
    }

    static boolean belongsToBefore(String text) {
        if (isIndented(text)) {
            return true;
        }
        for (String beginning : BEGINNINGS) {
            if (text.startsWith(beginning)) {
                return true;
            }
        }
        return false;
    }

    /// A line that begins with the class of an exception.
    static boolean isThrown(String text) {
        int end = ClassNames.end(text, 0);
        return end > 0 && text.substring(0, end).indexOf('.') > 0;
    }

    /// A line that tells of an exception, whose message may go on.
    static boolean tellsThrown(String text) {
        return ClassNames.within(text, 0) >= 0 || isThrown(text);
    }
}
