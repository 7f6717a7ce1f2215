package io.levee.adapters.diagnosis.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the exceptions that an event tells of, from what was thrown last to what caused it all:
/// traces of the JVM (`Caused by:`, `Wrapped by:`, `Suppressed:`), tracebacks of Python in both
/// orders, and those that stand in the message of another.
final class Chains {
    static final int CHAIN_MAX = 32;
    private static final int FRAMES_MAX = 40;
    private static final int MESSAGE_MAX = 4_000;
    private static final String TRACEBACK = "Traceback (most recent call last)";

    private final List<Open> chain = new ArrayList<>();
    private boolean python;
    /// Whether the traceback tells of what followed from the exception before.
    private boolean follows;
    private boolean inMessage;
    private List<Line> pythonFrames = new ArrayList<>();

    /// One that is still read.
    private static final class Open {
        final String name;
        final Line line;
        final boolean suppressed;
        final StringBuilder message = new StringBuilder();
        final List<Line> frames = new ArrayList<>();

        Open(String name, String message, Line line, boolean suppressed) {
            this.name = name;
            this.line = line;
            this.suppressed = suppressed;
            this.message.append(message, 0, Math.min(message.length(), MESSAGE_MAX));
        }

        Thrown closed() {
            List<Line> kept = frames.stream().map(Line::kept).toList();
            return new Thrown(name, message.toString().strip(), line.kept(), kept, suppressed);
        }
    }

    static List<Thrown> of(List<Line> lines, int message) {
        Chains reading = new Chains();
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            reading.line(
                    line,
                    i == 0 ? line.text().substring(Math.min(message, line.text().length())) : line.text());
        }
        List<Thrown> chain = new ArrayList<>();
        for (Open open : reading.chain) {
            Thrown thrown = open.closed();
            if (chain.stream().noneMatch(thrown::isSameAs)) {
                chain.add(thrown);
            }
        }
        return List.copyOf(chain);
    }

    private void line(Line line, String text) {
        String bare = text.stripLeading();
        if (bare.startsWith(TRACEBACK) || bare.endsWith(TRACEBACK + ":")) {
            embedded(line, text);
            python = true;
            pythonFrames = new ArrayList<>();
            return;
        }
        if (python) {
            inTraceback(line, text, bare);
            return;
        }
        if (bare.startsWith("During handling of the above") || bare.startsWith("The above exception was")) {
            follows = true;
            return;
        }
        if (bare.startsWith("at ") || isOmission(bare) || bare.startsWith("Driver stacktrace")) {
            inMessage = false;
            if (bare.startsWith("at ") && !chain.isEmpty() && last().frames.size() < FRAMES_MAX) {
                last().frames.add(line);
            }
            return;
        }
        if (!starts(line, text, bare)) {
            goesOn(bare, line);
        }
    }

    private static boolean isOmission(String bare) {
        return bare.startsWith("... ") && (bare.endsWith(" more") || bare.contains("common frames"));
    }

    private boolean starts(Line line, String text, String bare) {
        boolean indented = !text.isEmpty() && Character.isWhitespace(text.charAt(0));
        for (String word : new String[] {"Caused by: ", "Wrapped by: ", "Suppressed: "}) {
            if (bare.startsWith(word)) {
                return named(bare.substring(word.length()), line, word);
            }
        }
        if (bare.startsWith("Exception in thread \"")) {
            int quote = bare.indexOf('"', "Exception in thread \"".length());
            return quote > 0 && named(bare.substring(quote + 1).stripLeading(), line, "");
        }
        if (bare.startsWith(": ")) { // py4j writes the class of the JVM on a line of its own
            return named(bare.substring(2), line, "");
        }
        return !indented && named(bare, line, "");
    }

    /// @param word what stands before the name
    private boolean named(String text, Line line, String word) {
        int end = ClassNames.end(text, 0);
        if (end < 0) {
            return word.isEmpty() && embedded(line, text);
        }
        String message = end + 1 < text.length() ? text.substring(end + 1).strip() : "";
        boolean indentedCause =
                word.startsWith("Caused") && !line.text().startsWith("Caused") && !chain.isEmpty() && last().suppressed;
        Open open = new Open(text.substring(0, end), message, line, word.startsWith("Suppressed") || indentedCause);
        if (word.startsWith("Wrapped")) {
            add(0, open);
        } else {
            add(chain.size(), open);
        }
        inMessage = true;
        embedded(line, message);
        return true;
    }

    /// An exception in the middle of a line: `Lost task 0.3 …: java.io.IOException: gone`.
    private boolean embedded(Line line, String text) {
        int at = ClassNames.within(text, 0);
        int count = 0;
        boolean any = false;
        while (at >= 0 && count++ < 4) {
            int end = ClassNames.nameEnd(text, at);
            add(
                    chain.size(),
                    new Open(
                            text.substring(at, end),
                            text.substring(Math.min(text.length(), end + 1)).strip(),
                            line,
                            false));
            inMessage = true;
            any = true;
            at = ClassNames.within(text, end + 1);
        }
        return any;
    }

    private void goesOn(String bare, Line line) {
        if (inMessage && !chain.isEmpty() && last().message.length() + bare.length() < MESSAGE_MAX) {
            last().message.append('\n').append(bare);
            return;
        }
        if (!inMessage && !chain.isEmpty()) {
            embedded(line, bare);
        }
    }

    private void inTraceback(Line line, String text, String bare) {
        boolean indented = !text.isEmpty() && Character.isWhitespace(text.charAt(0));
        if (indented || bare.isEmpty()) {
            if (bare.startsWith("File \"") && pythonFrames.size() < FRAMES_MAX) {
                pythonFrames.add(line);
            }
            return;
        }
        python = false;
        pythonThrown(bare).ifPresent(name -> {
            String message = bare.length() > name.length() + 1
                    ? bare.substring(name.length() + 1).strip()
                    : "";
            Open open = new Open(name, message, line, false);
            // the last call is told last, where the JVM tells it first
            open.frames.addAll(pythonFrames.reversed());
            add(follows ? 0 : chain.size(), open);
            inMessage = true;
            follows = false;
        });
    }

    private static Optional<String> pythonThrown(String bare) {
        int end = 0;
        while (end < bare.length()
                && (Character.isLetterOrDigit(bare.charAt(end))
                        || bare.charAt(end) == '.'
                        || bare.charAt(end) == '_')) {
            end++;
        }
        boolean ends = end == bare.length() || bare.charAt(end) == ':';
        return end > 0 && ends ? Optional.of(bare.substring(0, end)) : Optional.empty();
    }

    private void add(int at, Open open) {
        if (chain.size() < CHAIN_MAX) {
            chain.add(at, open);
        }
    }

    private Open last() {
        return chain.getLast();
    }
}
