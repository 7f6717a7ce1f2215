package io.levee.adapters.diagnosis.log;

/// Classes of exceptions in text, found without an expression that could take long.
final class ClassNames {
    private static final String[] ENDINGS = {"Exception", "Error", "Throwable", "Failure", "Interrupt", "Exit"};
    private static final int LENGTH_MAX = 300;

    private ClassNames() {}

    /// The end of the name of a class with a package, or of Python with a module or none, that
    /// begins here and is followed by a colon or the end; -1 where none does.
    static int end(String text, int from) {
        int end = nameEnd(text, from);
        if (end < 0
                || (end < text.length()
                        && text.charAt(end) != ':'
                        && !text.substring(end).isBlank())) {
            return -1;
        }
        return end;
    }

    /// The end of a dotted name whose last part looks like a class of exceptions; -1 for another.
    static int nameEnd(String text, int from) {
        int at = from;
        int part = from;
        while (at < text.length() && at - from < LENGTH_MAX) {
            char c = text.charAt(at);
            if (c == '.') {
                if (part == at) {
                    return -1;
                }
                part = at + 1;
            } else if (c == '$') {
                part = at + 1;
            } else if (!(Character.isLetterOrDigit(c) || c == '_')) {
                break;
            }
            at++;
        }
        if (part >= at || !Character.isUpperCase(text.charAt(part))) {
            return -1;
        }
        String simple = text.substring(part, at);
        for (String ending : ENDINGS) {
            if (simple.endsWith(ending)) {
                return at;
            }
        }
        // `Caused by: org.example.TaskFailed: …`: any class with a package
        return part > from && text.substring(from, part).indexOf('.') > 0 && isPackage(text, from, part) ? at : -1;
    }

    private static boolean isPackage(String text, int from, int to) {
        return Character.isLowerCase(text.charAt(from)) && text.lastIndexOf('.', to) > text.indexOf('.', from);
    }

    /// Where a class of exceptions with a package begins in the middle of a text, followed by a
    /// colon; -1 where none does.
    static int within(String text, int from) {
        int colon = text.indexOf(':', from);
        while (colon >= 0) {
            int start = colon;
            while (start > from && isNamed(text.charAt(start - 1))) {
                start--;
            }
            if (colon > start && text.substring(start, colon).indexOf('.') > 0 && endsAsException(text, start, colon)) {
                return start;
            }
            colon = text.indexOf(':', colon + 1);
        }
        return -1;
    }

    private static boolean endsAsException(String text, int start, int end) {
        return nameEnd(text, start) == end
                && (text.startsWith("Exception", end - 9) || text.startsWith("Error", end - 5));
    }

    private static boolean isNamed(char c) {
        return Character.isLetterOrDigit(c) || c == '.' || c == '$' || c == '_';
    }
}
