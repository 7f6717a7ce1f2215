package io.levee.adapters.diagnosis.log;

import java.util.List;
import java.util.Optional;

/// Something that a program told, and what belongs to it: a line, its stack traces, its details.
/// One that is told again and again is one event. Filled by one thread.
public final class Event {
    /// Lines of one event that are kept.
    static final int KEPT_LINES_MAX = 40;

    private final int file;
    private final Level level;
    private final boolean logged;
    private final int message;
    private final List<Thrown> chain;
    private final long first;
    private List<Line> lines;
    private long last;
    private long lastProgress;
    private long lastWork;
    private long count = 1;

    Event(int file, Head head, List<Line> lines, long progress, long work) {
        this.file = file;
        this.level = head.level();
        this.logged = head.begins();
        this.message = head.message();
        this.lines = List.copyOf(lines);
        this.chain = Chains.of(lines, head.message());
        this.first = lines.getFirst().number();
        this.last = lines.getLast().number();
        this.lastProgress = progress;
        this.lastWork = work;
    }

    /// Which of the logs, from 0.
    public int file() {
        return file;
    }

    public Level level() {
        return level;
    }

    /// Whether a logger wrote it, with a time or a level.
    public boolean isLogged() {
        return logged;
    }

    /// Without time, level and logger's decoration.
    public String message() {
        String text = lines.getFirst().text();
        return text.substring(Math.min(message, text.length()));
    }

    /// From what was thrown last to what caused it; empty where nothing was thrown.
    public List<Thrown> chain() {
        return chain;
    }

    /// What caused it all, leaving out what was suppressed.
    public Optional<Thrown> root() {
        return chain.stream().filter(it -> !it.suppressed()).reduce((_, later) -> later);
    }

    public List<Line> lines() {
        return lines;
    }

    public long firstLine() {
        return first;
    }

    /// Of the last time it was told.
    public long lastLine() {
        return last;
    }

    /// How many times it was told.
    public long count() {
        return count;
    }

    /// How many lines of loggers stood before the end of its last telling.
    public long lastProgress() {
        return lastProgress;
    }

    /// How many lines of its file told of work before the end of its last telling.
    public long lastWork() {
        return lastWork;
    }

    void again(long line, long progress, long work) {
        count++;
        last = line;
        lastProgress = progress;
        lastWork = work;
    }

    /// Lets go what nobody shows: all but the first lines and those with exceptions.
    public void thin(int linesMax) {
        if (lines.size() > linesMax || lines.stream().anyMatch(it -> it.text().length() > Line.KEPT_MAX)) {
            lines = lines.stream().limit(linesMax).map(Line::kept).toList();
        }
    }
}
