package io.levee.adapters.diagnosis;

import io.levee.adapters.diagnosis.log.Event;
import io.levee.adapters.diagnosis.log.EventReader;
import io.levee.adapters.diagnosis.log.Level;
import io.levee.adapters.diagnosis.log.Line;
import io.levee.adapters.diagnosis.log.Thrown;
import io.levee.knowledge.diagnosis.Candidate.Place;
import io.levee.knowledge.diagnosis.Condition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Asks the conditions of a library about each event of a log. Not thread-safe.
final class Search implements EventReader.Listener {
    /// Events that one condition was met by, of which the first are kept and the last.
    private static final int OCCURRENCES_MAX = 6;

    /// Events that tell of a failure and are kept for what no signature knows.
    private static final int FAILURES_MAX = 300;

    private static final int TEXT_MAX = 8_000;

    private final Library library;
    private final Map<Integer, List<Occurrence>> met = new HashMap<>();
    private final List<Event> failures = new ArrayList<>();
    private final Set<Event> known = new HashSet<>();
    private final Map<Integer, Occurrence> exits = new HashMap<>();
    private final Figures figures = new Figures();
    private long order;
    private int wellFile = -1;
    private long wellLine;
    private boolean wellFinally;

    Search(Library library) {
        this.library = library;
    }

    @Override
    public void watched(int file, Line line) {
        figures.line(line.text());
        if (Endings.endedWell(line.text())) {
            wellFile = file;
            wellLine = line.number();
            wellFinally |= Endings.isFinal(line.text());
        }
    }

    @Override
    public void event(Event event) {
        Set<Integer> done = new HashSet<>();
        for (Line line : event.lines()) {
            for (int word : line.words()) {
                for (int id : library.byWord(word)) {
                    written(id, line, event, done);
                }
            }
            if (!line.words().isEmpty()) {
                library.ofAnyLine().forEach(id -> written(id, line, event, done));
                exitCodes(line, event);
            }
        }
        for (int i = 0; i < event.chain().size(); i++) {
            thrown(event.chain().get(i), event, done);
        }
        if (event.level() == Level.ERROR
                || event.level() == Level.FATAL
                || Endings.ended(event)
                || (event.level() == Level.NONE && !event.chain().isEmpty())) {
            if (failures.size() == FAILURES_MAX) {
                failures.remove(FAILURES_MAX / 2);
            }
            failures.add(event);
        }
        order++;
    }

    private void written(int id, Line line, Event event, Set<Integer> done) {
        if (done.contains(id)) {
            return;
        }
        Asked asked = library.asked(id);
        String text = line.text();
        if (asked.condition() instanceof Condition.Code coded) {
            if (Codes.in(text, coded.code())) {
                code(id, asked, coded.code(), line, event, done);
            }
            return;
        }
        asked.message()
                .flatMap(it -> it.in(text))
                .ifPresent(found ->
                        met(id, event, place(event, found.text()), found.args(), line.around(found.text()), done));
    }

    private void code(int id, Asked asked, String code, Line line, Event event, Set<Integer> done) {
        Optional<Thrown> holder = event.chain().stream()
                .filter(it -> Codes.in(it.message(), code) || it.line().number() == line.number())
                .reduce((_, later) -> later);
        if (asked.message().isEmpty()) {
            met(id, event, place(event, code), Map.of(), line.around(code), done);
            return;
        }
        for (String text : List.of(holder.map(Thrown::message).orElse(""), line.text(), joined(event))) {
            Optional<Expression.Found> found = asked.message().get().in(text);
            if (found.isPresent()) {
                met(id, event, place(event, code), found.get().args(), line.around(code), done);
                return;
            }
        }
    }

    private static String joined(Event event) {
        StringBuilder all = new StringBuilder();
        for (Line line : event.lines()) {
            if (all.length() + line.text().length() > TEXT_MAX) {
                break;
            }
            all.append(line.text()).append('\n');
        }
        return all.toString();
    }

    private void thrown(Thrown thrown, Event event, Set<Integer> done) {
        for (int id : library.byClass(thrown.simpleName())) {
            Asked asked = library.asked(id);
            if (done.contains(id) || !(asked.condition() instanceof Condition.Thrown wanted)) {
                continue;
            }
            boolean named = wanted.name().indexOf('.') < 0 || wanted.name().equals(thrown.name());
            boolean placed =
                    !wanted.root() || event.root().filter(thrown::equals).isPresent();
            if (!named || !placed) {
                continue;
            }
            Place place = place(event, thrown);
            if (asked.message().isEmpty()) {
                met(id, event, place, Map.of(), thrown.line(), done);
                continue;
            }
            asked.message()
                    .get()
                    .in(thrown.message())
                    .ifPresent(found -> met(id, event, place, found.args(), thrown.line(), done));
        }
        String code = Codes.ofClass(thrown.simpleName());
        if (thrown.name().startsWith("org.apache.kafka.")) {
            library.codes(code).forEach(id -> kafka(id, thrown, event, done));
        }
    }

    private void kafka(int id, Thrown thrown, Event event, Set<Integer> done) {
        if (done.contains(id)) {
            return;
        }
        Asked asked = library.asked(id);
        Optional<Map<String, String>> args = asked.message().isEmpty()
                ? Optional.of(Map.of())
                : asked.message().get().in(thrown.message()).map(Expression.Found::args);
        args.ifPresent(it -> met(id, event, place(event, thrown), it, thrown.line(), done));
    }

    private static Place place(Event event, Thrown thrown) {
        if (thrown.suppressed()) {
            return Place.SUPPRESSED;
        }
        return event.root().filter(thrown::equals).isPresent() ? Place.ROOT : Place.WRAPPER;
    }

    /// Of the exception whose words they are; the innermost, for a message is told again by those around.
    private static Place place(Event event, String words) {
        Optional<Thrown> holder = event.chain().stream()
                .filter(it -> it.message().contains(words) || (it.name() + ": " + it.message()).contains(words))
                .reduce((_, later) -> later);
        return holder.map(it -> place(event, it)).orElse(Place.BESIDE);
    }

    private void met(int id, Event event, Place place, Map<String, String> args, Line line, Set<Integer> done) {
        done.add(id);
        known.add(event);
        List<Occurrence> all = met.computeIfAbsent(id, _ -> new ArrayList<>());
        if (all.size() == OCCURRENCES_MAX) {
            all.remove(OCCURRENCES_MAX / 2);
        }
        all.add(new Occurrence(event, order, place, args, List.of(line)));
    }

    private void exitCodes(Line line, Event event) {
        for (int code : ExitCodes.in(line.text())) {
            exits.putIfAbsent(code, new Occurrence(event, order, Place.BESIDE, Map.of(), List.of(line.kept())));
        }
    }

    List<Occurrence> met(int id) {
        return met.getOrDefault(id, List.of());
    }

    Map<Integer, Occurrence> exits() {
        return exits;
    }

    Map<String, Double> figures() {
        return figures.read();
    }

    /// Events that tell of failures, in their order, the first and the last where they are many.
    List<Event> failures() {
        return failures;
    }

    /// Whether a condition was met by it.
    boolean isKnown(Event event) {
        return known.contains(event);
    }

    /// Whether the log says, after the event, that all went well, or said so finally before it.
    boolean endedWellAfter(Event event) {
        return (wellFinally && !Endings.ended(event))
                || event.file() < wellFile
                || (event.file() == wellFile && event.lastLine() < wellLine);
    }

    /// Whether the log says so after all failures.
    boolean endedWell() {
        return wellFile >= 0 && failures.stream().allMatch(this::endedWellAfter);
    }
}
