package io.levee.adapters.diagnosis;

import io.levee.adapters.diagnosis.log.Event;
import io.levee.adapters.diagnosis.log.EventReader;
import io.levee.adapters.diagnosis.log.Line;
import io.levee.knowledge.diagnosis.Candidate;
import io.levee.knowledge.diagnosis.Candidate.Place;
import io.levee.knowledge.diagnosis.Candidate.Weight;
import io.levee.knowledge.diagnosis.Condition;
import io.levee.knowledge.diagnosis.Known;
import io.levee.knowledge.diagnosis.Signature;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which signatures of a library hold, of all that one search met.
///
/// @param engine   of the run
/// @param read     what was read in all
record Matching(Library library, Search search, Known known, String engine, EventReader read) {

    /// Lines of loggers after a failure that a program which ends of it would hardly write.
    private static final long WENT_ON_LINES = 300;

    /// Lines after it that tell of work, of a program that has a logger.
    private static final long LOGGED_WORK = 1;

    /// The same of one that prints, where a line may belong to the one before.
    private static final long PRINTED_WORK = 2;

    /// What a condition gave.
    ///
    /// @param where empty for what is not of the log
    record Hit(Asked asked, Optional<Occurrence> where) {}

    /// A candidate and what it rests on.
    record Matched(Candidate candidate, List<Hit> hits) {}

    List<Matched> all() {
        List<Matched> matched = new ArrayList<>();
        for (Signature signature : library.signatures()) {
            hits(signature).ifPresent(hits -> matched.add(new Matched(candidate(signature, hits), hits)));
        }
        return matched;
    }

    /// Empty where the signature does not hold.
    private Optional<List<Hit>> hits(Signature signature) {
        Library.Conditions conditions = library.conditions(signature);
        List<Hit> hits = new ArrayList<>();
        for (int id : conditions.all()) {
            Optional<Hit> hit = hit(id);
            if (hit.isEmpty()) {
                return Optional.empty();
            }
            hits.add(hit.get());
        }
        List<Hit> any = conditions.any().stream()
                .map(this::hit)
                .flatMap(Optional::stream)
                .toList();
        if (any.isEmpty() && !conditions.any().isEmpty()) {
            return Optional.empty();
        }
        hits.addAll(any);
        if (conditions.none().stream().anyMatch(id -> hit(id).isPresent())) {
            return Optional.empty();
        }
        return hits.isEmpty() ? Optional.empty() : Optional.of(hits);
    }

    private Optional<Hit> hit(int id) {
        Asked asked = library.asked(id);
        return switch (asked.condition()) {
            case Condition.Exit(var codes) -> exit(asked, codes);
            case Condition.Measured(var name, var above, var bound) ->
                figure(name)
                        .filter(value -> above ? value > bound : value < bound)
                        .map(_ -> new Hit(asked, Optional.empty()));
            case Condition.Code _, Condition.Thrown _, Condition.Written _ ->
                search.met(id).stream().min(this::compare).map(it -> new Hit(asked, Optional.of(it)));
        };
    }

    private Optional<Hit> exit(Asked asked, List<Integer> codes) {
        for (int code : codes) {
            Optional<Occurrence> stated = Optional.ofNullable(search.exits().get(code));
            if (stated.isPresent() || known.exit().orElse(-1) == code) {
                return Optional.of(new Hit(asked, stated));
            }
        }
        return Optional.empty();
    }

    private Optional<Double> figure(String name) {
        Double given = known.metrics().get(name);
        return Optional.ofNullable(given == null ? search.figures().get(name) : given);
    }

    /// The heaviest first, then the earliest.
    private int compare(Occurrence one, Occurrence other) {
        return Comparator.comparing((Occurrence it) -> weight(it), Comparator.reverseOrder())
                .thenComparingLong(Occurrence::order)
                .compare(one, other);
    }

    private Candidate candidate(Signature signature, List<Hit> hits) {
        Map<String, String> args = new HashMap<>();
        Optional<Occurrence> heaviest =
                hits.stream().map(Hit::where).flatMap(Optional::stream).min(this::compare);
        for (Hit hit : hits) {
            hit.where().ifPresent(it -> it.args().forEach(args::putIfAbsent));
        }
        Weight weight = heaviest.map(this::weight).orElse(Weight.FAILED);
        Place place = hits.stream()
                .map(Hit::where)
                .flatMap(Optional::stream)
                .filter(it -> weight(it) == weight)
                .map(Occurrence::place)
                .min(Comparator.naturalOrder())
                .orElse(Place.BESIDE);
        int specificity =
                hits.stream().mapToInt(it -> it.asked().specificity()).max().orElse(0);
        boolean wentOn = heaviest.filter(it -> wentOn(it.event())).isPresent();
        boolean endedPart = heaviest.filter(it -> Endings.isOfPart(it.event())).isPresent();
        return new Candidate(
                signature,
                args,
                weight,
                place,
                specificity + signature.match().all().size(),
                Engines.fits(signature.engine(), engine),
                heaviest.map(Occurrence::order).orElse(Long.MAX_VALUE),
                wentOn && (weight != Weight.ENDED || endedPart));
    }

    /// Whether the program worked on, as far as its log tells. What whoever started it saw says more.
    private boolean wentOn(Event event) {
        if (read.progress() - event.lastProgress() > WENT_ON_LINES) {
            return true;
        }
        long work = read.work(event.file()) - event.lastWork();
        boolean worked = work >= (event.isLogged() ? LOGGED_WORK : PRINTED_WORK);
        return known.exit().orElse(0) == 0 && (worked || Endings.isOfOneClient(event));
    }

    private Weight weight(Occurrence it) {
        return weight(it.event());
    }

    Weight weight(Event event) {
        boolean failed = known.exit().orElse(0) != 0;
        if (search.endedWellAfter(event) && !failed) {
            return Weight.RECOVERED;
        }
        if (Endings.ended(event)) {
            return Weight.ENDED;
        }
        return switch (event.level()) {
            case FATAL, ERROR -> Endings.retried(event) ? Weight.WARNED : Weight.FAILED;
            case NONE -> Weight.FAILED;
            case WARN -> Weight.WARNED;
            case INFO -> Endings.isTraced(event) ? Weight.WARNED : Weight.SAID;
        };
    }

    /// The lines that show a candidate, each once, those of its heaviest event first; then the place
    /// in the asker's own code.
    static List<Shown> lines(Matched matched) {
        List<Shown> shown = new ArrayList<>();
        List<Occurrence> occurrences = matched.hits().stream()
                .map(Hit::where)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing((Occurrence it) ->
                                it.order() != matched.candidate().event())
                        .thenComparing(Occurrence::place))
                .toList();
        for (Occurrence it : occurrences) {
            it.lines().forEach(line -> add(shown, new Shown(it.event().file(), line)));
        }
        occurrences.stream()
                .limit(1)
                .forEach(it -> RootPlace.ownCode(it.event())
                        .ifPresent(line -> add(shown, new Shown(it.event().file(), line))));
        return shown;
    }

    private static void add(List<Shown> shown, Shown one) {
        if (shown.stream().noneMatch(one::isSame)) {
            shown.add(one);
        }
    }

    /// A line of one of the logs.
    record Shown(int file, Line line) {
        boolean isSame(Shown other) {
            return file == other.file && line.number() == other.line.number();
        }
    }
}
