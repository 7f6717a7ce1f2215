package io.levee.adapters.diagnosis.log;

import java.util.ArrayList;
import java.util.List;

/// An event whose lines are still read. Not thread-safe.
final class OpenEvent {
    static final OpenEvent NONE = new OpenEvent(new Head(false, Level.NONE, 0), new Line(0, "", "", List.of()));

    /// Lines of a message before its first frame.
    private static final int MESSAGE_LINES_MAX = 60;

    private static final String TRACEBACK = "Traceback (most recent call last)";

    private final Head head;
    private final List<Line> lines = new ArrayList<>();
    private boolean traceback;
    private boolean framed;
    private int blanks;

    OpenEvent(Head head, Line first) {
        this.head = head;
        add(first);
    }

    /// False for [#NONE] alone.
    boolean isOpen() {
        return lines.getFirst().number() > 0;
    }

    Head head() {
        return head;
    }

    List<Line> lines() {
        return lines;
    }

    void add(Line line) {
        String text = line.text();
        boolean indented = Continuations.isIndented(text);
        if (text.contains(TRACEBACK)) {
            traceback = true;
        } else if (traceback && !indented) {
            traceback = false;
        }
        framed |= Continuations.isFrame(text);
        blanks = text.isBlank() ? blanks + 1 : 0;
        if (lines.size() < EventReader.EVENT_LINES_MAX) {
            lines.add(line);
        } else if (!line.words().isEmpty()
                && lines.size() < 2 * EventReader.EVENT_LINES_MAX
                && !Continuations.isFrame(text)) {
            lines.add(line); // a cause below a long trace
        }
    }

    boolean continuesWith(String text) {
        if (text.isBlank()) {
            return blanks < 2;
        }
        if (Continuations.isIndented(text)) {
            return true;
        }
        if (traceback) {
            return true; // the line that names what was raised
        }
        if (text.startsWith("Exception in thread \"")) {
            return false;
        }
        if (Continuations.belongsToBefore(text)) {
            return true;
        }
        Head other = Head.of(text);
        if (other.begins()) {
            return Head.goesOn(text, other) && head.begins();
        }
        boolean thrown = Continuations.isThrown(text);
        if (head.begins()) {
            return thrown ? blanks == 0 || head.level() != Level.INFO : head.level() != Level.INFO;
        }
        if (framed) {
            return false;
        }
        return !thrown && Continuations.tellsThrown(lines.getFirst().text()) && lines.size() < MESSAGE_LINES_MAX;
    }
}
