package io.levee.adapters.diagnosis.log;

import io.levee.change.RawText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads logs and hands on each different event once, and how often it was told at the end. Lines
/// without any of the [Words], of which most logs mostly consist, are only counted. Not
/// thread-safe.
public final class EventReader {
    /// Different events that are recognised when they are told again.
    static final int DIFFERENT_MAX = 4_000;

    static final int EVENT_LINES_MAX = 400;

    /// Characters of all events that are kept.
    private static final long KEPT_CHARACTERS_MAX = 24L << 20;

    /// Is told what is read, in its order.
    public interface Listener {
        /// A new event, whole. It may be thinned afterwards.
        void event(Event event);

        /// A line with a watched word.
        void watched(int file, Line line);
    }

    private final Words words;
    private final Listener listener;
    private final Automaton.Hits hits;
    private final Map<Long, Event> different = new HashMap<>();
    private final long[] counts;
    private final byte[] before = new byte[1_024];
    private int file;
    private long progress;
    private long work;
    private final List<Long> workOfFiles = new ArrayList<>();
    private long kept;
    private long beforeNumber;
    private int beforeLength;
    private OpenEvent open = OpenEvent.NONE;

    public EventReader(Words words, Listener listener) {
        this.words = words;
        this.listener = listener;
        this.hits = words.automaton().hits();
        this.counts = new long[words.automaton().size()];
    }

    /// @param number of the log, from 0
    public void read(LineReader lines, int number) throws IOException {
        file = number;
        beforeNumber = 0;
        work = 0;
        while (lines.next()) {
            line(lines);
        }
        close();
        workOfFiles.add(work);
    }

    /// How many lines have the word.
    public long count(int word) {
        return counts[word];
    }

    /// Lines that loggers began, of all that was read.
    public long progress() {
        return progress;
    }

    /// Lines of one log that tell of work, such as a program does that has not ended.
    public long work(int number) {
        return number < workOfFiles.size() ? workOfFiles.get(number) : 0;
    }

    private void line(LineReader in) {
        byte[] bytes = in.bytes();
        int to = in.to();
        int from = Wrapping.contentStart(bytes, in.from(), to);
        hits.clear();
        words.automaton().scan(bytes, from, to, hits);
        boolean opens = false;
        boolean watched = false;
        boolean closes = false;
        for (int i = 0; i < hits.count(); i++) {
            int word = hits.word(i);
            counts[word]++;
            opens |= words.opening().get(word);
            watched |= words.watched().get(word);
            closes |= words.closing().get(word);
        }
        byte first = from < to ? bytes[from] : (byte) ' ';
        if ((first >= '0' && first <= '9') || first == '[' || first == '{') {
            progress++;
        }
        boolean works = !closes && !opens && tellsSomething(bytes, from, to);
        if (!opens && !watched && !open.isOpen()) {
            work += works ? 1 : 0;
            remember(in.number(), bytes, from, to, first);
            return;
        }
        String whole = RawText.decode(bytes, in.from(), to);
        String written = Wrapping.plain(from == in.from() ? whole : RawText.decode(bytes, from, to));
        String text = first == '{' ? Wrapping.plain(JsonLine.withoutCollector(written)) : written;
        Line line = text.equals(written)
                ? new Line(in.number(), text, whole, hits.words())
                : scanned(in.number(), text, whole);
        if (text.startsWith("{") && opens && json(line)) {
            return;
        }
        if (open.isOpen() && open.continuesWith(text)) {
            open.add(line);
        } else {
            close();
            if (opens) {
                begin(line);
            } else {
                work += works ? 1 : 0;
                remember(in.number(), bytes, from, to, first);
            }
        }
        if (watched) {
            listener.watched(file, line);
        }
    }

    /// Whether a word begins the line, which stands by itself.
    private static boolean tellsSomething(byte[] bytes, int from, int to) {
        if (to - from < 3 || " \t\"-=|}+*#>^".indexOf(bytes[from]) >= 0) {
            return false;
        }
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (b < 0 || (b >= 'a' && b <= 'z')) {
                return true;
            }
        }
        return false;
    }

    private void begin(Line line) {
        String text = line.text();
        boolean belongs = Continuations.belongsToBefore(text);
        if ((belongs || Continuations.isThrown(text)) && beforeNumber > 0 && beforeNumber < line.number()) {
            String head = RawText.decode(before, 0, beforeLength);
            String plain = Wrapping.plain(JsonLine.withoutCollector(Wrapping.plain(head)));
            Head read = Head.of(plain);
            if (belongs || read.begins()) {
                open = new OpenEvent(read, new Line(beforeNumber, plain, head, List.of()));
                open.add(line);
                return;
            }
        }
        open = new OpenEvent(Head.of(text), line);
    }

    private void remember(long number, byte[] bytes, int from, int to, byte first) {
        if (first == ' ' || first == '\t') {
            return;
        }
        beforeNumber = number;
        beforeLength = Math.min(to - from, before.length);
        System.arraycopy(bytes, from, before, 0, beforeLength);
    }

    private boolean json(Line line) {
        Optional<JsonLine> read = JsonLine.of(line.text());
        if (read.isEmpty()) {
            return false;
        }
        close();
        List<Line> lines = new ArrayList<>();
        for (String text : read.get().lines()) {
            lines.add(scanned(line.number(), text, line.raw()));
        }
        Head head = Head.of(lines.getFirst().text());
        Level level =
                read.get().level() == Level.NONE ? head.level() : read.get().level();
        told(new Head(true, level, head.message()), lines);
        return true;
    }

    private Line scanned(long number, String text, String raw) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        hits.clear();
        words.automaton().scan(bytes, 0, bytes.length, hits);
        return new Line(number, text, raw, hits.words());
    }

    private void close() {
        if (open.isOpen()) {
            OpenEvent ended = open;
            open = OpenEvent.NONE;
            told(ended.head(), ended.lines());
            beforeNumber = 0;
        }
    }

    private void told(Head head, List<Line> lines) {
        if (head.level() == Level.INFO && lines.getFirst().words().stream().noneMatch(words.closing()::get)) {
            work++;
        }
        long print = Fingerprints.of(file, head, lines);
        Event known = different.get(print);
        if (known != null) {
            known.again(lines.getLast().number(), progress, work);
            return;
        }
        Event event = new Event(file, head, lines, progress, work);
        if (different.size() < DIFFERENT_MAX) {
            different.put(print, event);
        }
        listener.event(event);
        event.thin(kept < KEPT_CHARACTERS_MAX ? Event.KEPT_LINES_MAX : 2);
        for (Line line : event.lines()) {
            kept += line.text().length();
        }
    }
}
