package io.levee.adapters.diagnosis;

import io.levee.adapters.diagnosis.Matching.Matched;
import io.levee.adapters.diagnosis.Matching.Shown;
import io.levee.adapters.diagnosis.Refinding.Claim;
import io.levee.adapters.diagnosis.log.Event;
import io.levee.adapters.diagnosis.log.EventReader;
import io.levee.adapters.diagnosis.log.Level;
import io.levee.adapters.diagnosis.log.LineReader;
import io.levee.adapters.diagnosis.log.OpenedLog;
import io.levee.knowledge.diagnosis.Candidate;
import io.levee.knowledge.diagnosis.Candidate.Weight;
import io.levee.knowledge.diagnosis.Cited;
import io.levee.knowledge.diagnosis.Diagnosis;
import io.levee.knowledge.diagnosis.Diagnosis.Alternative;
import io.levee.knowledge.diagnosis.Diagnostician;
import io.levee.knowledge.diagnosis.Known;
import io.levee.knowledge.diagnosis.LogFile;
import io.levee.knowledge.diagnosis.RankingRules;
import io.levee.knowledge.diagnosis.RankingRules.Outcome;
import io.levee.knowledge.diagnosis.RankingRules.Ranked;
import io.levee.knowledge.diagnosis.Signature;
import io.levee.knowledge.diagnosis.Signature.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Reads logs in one pass, asks all signatures of a library, and ranks those that hold.
/// Thread-safe.
public final class LogDiagnostician implements Diagnostician {
    private static final int EVIDENCE_MAX = 6;
    private static final int ALTERNATIVES_MAX = 5;
    private static final double UNKNOWN_CONFIDENCE = 0.1;

    private final Library library;

    public LogDiagnostician(Library library) {
        this.library = library;
    }

    @Override
    public Diagnosis diagnose(List<LogFile> logs, Known known) {
        return reasoned(logs, known).diagnosis();
    }

    /// @param args what was found for the first cause, as it stands in the log
    record Reasoned(Diagnosis diagnosis, Map<String, String> args) {}

    Reasoned reasoned(List<LogFile> logs, Known known) {
        try {
            return read(logs, known);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Reasoned read(List<LogFile> logs, Known known) throws IOException {
        Search search = new Search(library);
        EventReader events = search(logs, search);
        String recognised = Engines.of(events, library.vocabulary());
        String engine = known.engine().orElse(recognised);
        Matching matching = new Matching(library, search, known, engine, events);
        List<Matched> matched = matching.all();
        Map<String, Matched> behind = new HashMap<>();
        matched.forEach(it -> behind.put(it.candidate().signature().id(), it));
        Optional<Event> ending = ending(search, matching);
        Outcome outcome = new Outcome(
                known.exit().orElse(0) == 0 && search.endedWell(),
                ending.filter(it -> !search.isKnown(it))
                        .filter(it -> it.root().isPresent() || it.level() == Level.FATAL)
                        .isPresent());
        List<Ranked> ranked =
                RankingRules.rank(matched.stream().map(Matched::candidate).toList(), outcome);
        Refinding refinding = new Refinding(logs);
        if (ranked.isEmpty() || ranked.getFirst().confidence() < RankingRules.KNOWN_MIN) {
            Diagnosis unknown = new Unknown(search, matching, ending, refinding)
                    .diagnosis(
                            engine.equals(Engines.UNKNOWN) ? "process" : engine,
                            alternatives(ranked, behind, refinding));
            return new Reasoned(unknown, Map.of());
        }
        Candidate first = ranked.getFirst().candidate();
        Matched cause = Objects.requireNonNull(behind.get(first.signature().id()));
        String shownEngine = engine.equals(Engines.UNKNOWN) ? first.signature().engine() : engine;
        Diagnosis diagnosis = diagnosis(
                shownEngine,
                ranked.getFirst(),
                cite(refinding, Matching.lines(cause)),
                alternatives(ranked.subList(1, ranked.size()), behind, refinding));
        return new Reasoned(diagnosis, first.args());
    }

    /// Reads all of it once, without asking more than which conditions are met.
    EventReader search(List<LogFile> logs, Search search) throws IOException {
        EventReader events = new EventReader(library.words(), search);
        for (int i = 0; i < logs.size(); i++) {
            try (LineReader lines = new LineReader(OpenedLog.of(logs.get(i)))) {
                events.read(lines, i);
            }
        }
        return events;
    }

    /// What ended the run, the first of it.
    private static Optional<Event> ending(Search search, Matching matching) {
        return search.failures().stream()
                .filter(it -> matching.weight(it) == Weight.ENDED)
                .min(Comparator.comparingInt(Event::file).thenComparingLong(Event::firstLine));
    }

    private Diagnosis diagnosis(String engine, Ranked ranked, List<Cited> evidence, List<Alternative> alternatives) {
        Signature signature = ranked.candidate().signature();
        Map<String, String> args = ranked.candidate().args();
        return new Diagnosis(
                engine,
                signature.id(),
                Filling.words(signature.cause(), args),
                ranked.confidence(),
                signature.part(),
                evidence,
                Optional.of(Filling.remedy(signature.remedy(), args)),
                signature.evidence(),
                signature.verify(),
                signature.source(),
                library.skill(signature),
                alternatives);
    }

    private static List<Alternative> alternatives(List<Ranked> ranked, Map<String, Matched> behind, Refinding refinding)
            throws IOException {
        List<Alternative> alternatives = new ArrayList<>();
        for (Ranked one : ranked.subList(0, Math.min(ranked.size(), ALTERNATIVES_MAX))) {
            Matched matched = behind.get(one.candidate().signature().id());
            Signature signature = one.candidate().signature();
            alternatives.add(new Alternative(
                    signature.id(),
                    Filling.words(signature.cause(), one.candidate().args()),
                    one.confidence(),
                    matched == null ? List.of() : cite(refinding, Matching.lines(matched))));
        }
        return alternatives;
    }

    static List<Cited> cite(Refinding refinding, List<Shown> lines) throws IOException {
        List<Claim> claims = lines.stream()
                .limit(EVIDENCE_MAX)
                .map(it -> new Claim(
                        it.file(), it.line().number(), it.line().kept().raw()))
                .toList();
        return refinding.cite(claims).stream().flatMap(Optional::stream).toList();
    }

    /// What is told where no signature is sure enough.
    private record Unknown(Search search, Matching matching, Optional<Event> ending, Refinding refinding) {
        Diagnosis diagnosis(String engine, List<Alternative> alternatives) throws IOException {
            Optional<Event> worst = ending.or(() -> search.failures().stream()
                    .filter(it -> matching.weight(it).compareTo(Weight.WARNED) > 0)
                    .findFirst());
            return new Diagnosis(
                    engine,
                    Diagnosis.UNKNOWN,
                    worst.map(RootPlace::cause).orElse("no failure was found in the log"),
                    worst.isPresent() ? UNKNOWN_CONFIDENCE : 0,
                    Part.EITHER,
                    cite(refinding, worst.map(RootPlace::lines).orElse(List.of())),
                    Optional.empty(),
                    List.of(),
                    "",
                    "",
                    "",
                    alternatives);
        }
    }
}
