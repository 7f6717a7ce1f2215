package io.levee.adapters.diagnosis;

import io.levee.adapters.diagnosis.log.Event;
import io.levee.adapters.diagnosis.log.Line;
import io.levee.adapters.diagnosis.log.LineReader;
import io.levee.adapters.diagnosis.log.OpenedLog;
import io.levee.change.RawText;
import io.levee.knowledge.diagnosis.Cited;
import io.levee.knowledge.diagnosis.LogFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The few lines of a log that tell most of a failure: those of its first and last failures, and its end.
public final class Excerpts {
    /// Of one failure: its head, each exception with its first frame, the place in the asker's own code.
    private static final int OF_EVENT_MAX = 12;

    private static final int TAIL_MAX = 40;
    /// Lines before the end that are read for secrets which begin there: a private key has no more.
    private static final int BEFORE_TAIL_MAX = 120;

    private static final int LINE_MAX = 600;

    private Excerpts() {}

    /// What takes up how much of the bound.
    @FunctionalInterface
    public interface Weighing {
        int of(Cited line);
    }

    /// In the order of the log, each as people may see it and cut where it is long. The last failure is taken
    /// before the first, then the end of the log, then failures in between, while there is room. Nothing where
    /// there are more secrets than can be left out for certain.
    ///
    /// @param linesMax  that are taken
    /// @param weightMax of all that are taken
    public static List<Cited> of(List<LogFile> logs, Library library, int linesMax, Weighing weighing, int weightMax) {
        try {
            Search search = new Search(library);
            new LogDiagnostician(library).search(logs, search);
            List<Told> tail = tail(logs);
            List<Told> inTurn =
                    inTurn(search.failures(), tail.subList(Math.max(0, tail.size() - TAIL_MAX), tail.size()));
            SortedSet<Told> all = new TreeSet<>(inTurn);
            all.addAll(tail);
            return ExcerptSecrets.of(all)
                    .map(secrets -> taken(inTurn, secrets, logs, linesMax, weighing, weightMax))
                    .orElse(List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Cited> taken(
            List<Told> inTurn,
            ExcerptSecrets secrets,
            List<LogFile> logs,
            int linesMax,
            Weighing weighing,
            int weightMax) {
        SortedMap<Told, Cited> taken = new TreeMap<>();
        int weight = 0;
        for (Told told : inTurn) {
            if (taken.size() == linesMax || weight == weightMax) {
                break;
            }
            String text = cut(secrets.shown(told));
            Cited cited = new Cited(logs.get(told.file()).name(), told.line(), text);
            int more = weighing.of(cited);
            if (!text.isBlank() && weight + more <= weightMax && taken.putIfAbsent(told, cited) == null) {
                weight += more;
            }
        }
        return List.copyOf(taken.values());
    }

    /// A line, or a part of a long one; one place is one line.
    record Told(int file, long line, String raw) implements Comparable<Told> {
        @Override
        public int compareTo(Told other) {
            return Comparator.comparingInt(Told::file)
                    .thenComparingLong(Told::line)
                    .compare(this, other);
        }
    }

    private static List<Told> inTurn(List<Event> failures, List<Told> tail) {
        List<Told> all = new ArrayList<>();
        if (!failures.isEmpty()) {
            all.addAll(told(failures.getLast()));
            all.addAll(told(failures.getFirst()));
        }
        all.addAll(tail);
        for (int i = 1; i < failures.size() - i; i++) {
            all.addAll(told(failures.get(failures.size() - 1 - i)));
            all.addAll(told(failures.get(i)));
        }
        return all;
    }

    private static List<Told> told(Event event) {
        Optional<Line> own = RootPlace.ownCode(event);
        List<Told> lines = new ArrayList<>();
        boolean frames = false;
        for (Line line : event.lines()) {
            boolean frame = isFrame(line);
            boolean kept = !frame || !frames || own.filter(line::equals).isPresent();
            frames = frame;
            if (kept && lines.size() < OF_EVENT_MAX) {
                lines.add(new Told(event.file(), line.number(), line.raw()));
            }
        }
        return lines;
    }

    private static boolean isFrame(Line line) {
        return line.text().strip().startsWith("at ");
    }

    /// The last lines of the last log that has any, and those before them.
    private static List<Told> tail(List<LogFile> logs) throws IOException {
        Deque<Told> last = new ArrayDeque<>();
        for (int file = logs.size() - 1; file >= 0 && last.isEmpty(); file--) {
            try (LineReader lines = new LineReader(OpenedLog.of(logs.get(file)))) {
                while (lines.next()) {
                    if (last.size() == TAIL_MAX + BEFORE_TAIL_MAX) {
                        last.removeFirst();
                    }
                    last.addLast(
                            new Told(file, lines.number(), RawText.decode(lines.bytes(), lines.from(), lines.to())));
                }
            }
        }
        return List.copyOf(last);
    }

    private static String cut(String text) {
        if (text.length() <= LINE_MAX) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LINE_MAX - 1)) ? LINE_MAX - 1 : LINE_MAX;
        return text.substring(0, end);
    }
}
