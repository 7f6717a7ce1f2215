package io.levee.rooms.review;

import io.levee.change.Change;
import io.levee.change.ChangedFile;
import io.levee.change.HiddenText;
import io.levee.change.Line;
import io.levee.change.Secrets;
import io.levee.change.StructuredChange;
import io.levee.identity.TeamId;
import io.levee.knowledge.Citation;
import io.levee.knowledge.Rule;
import io.levee.knowledge.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is looked at before any team's rules, and for all of them.
final class GateRules {
    /// From here on a secret is of a format that nothing else has.
    private static final double KNOWN_FORMAT = 0.9;
    /// How a reason begins that is about one side of a file; see [StructuredChange].
    private static final String AFTER = "after: ";

    private static final String BEFORE = "before: ";

    private GateRules() {}

    /// Text that a person who reads the change does not see, in lines that it adds and in paths.
    static List<Finding> hidden(ReadChange change, TeamId gate, Quotes quotes) {
        List<Finding> findings = new ArrayList<>();
        for (ReadFile read : change.files()) {
            ChangedFile file = read.file();
            HiddenText.in(file.path()).stream()
                    .findFirst()
                    .ifPresent(it -> findings.add(finding(
                            gate,
                            "hidden-text",
                            Severity.HIGH,
                            file,
                            ChangedLines.near(file, 0, 0),
                            "the path of this file is not what it looks like: %s".formatted(it.why()),
                            quotes)));
            findings.addAll(inLines(file, line -> hidden(gate, file, line, quotes)));
        }
        return findings;
    }

    private static Optional<Finding> hidden(TeamId gate, ChangedFile file, Line line, Quotes quotes) {
        return HiddenText.in(line.text()).stream()
                .max(Comparator.comparing(it -> severity(it.kind())))
                .map(it -> finding(
                        gate,
                        "hidden-text",
                        severity(it.kind()),
                        file,
                        Optional.of(line),
                        "column %d: %s".formatted(it.column(), it.why()),
                        quotes));
    }

    /// What changes the meaning of what is read blocks; what may be a slip does not.
    private static Severity severity(HiddenText.Kind kind) {
        return switch (kind) {
            case DIRECTION, TAGS, LOOKALIKE -> Severity.HIGH;
            case INVISIBLE, VARIATION, PRIVATE_USE, CONTROL, FAR_RIGHT -> Severity.MEDIUM;
        };
    }

    /// Secrets in lines that the change adds. The finding does not repeat them.
    static List<Finding> secrets(ReadChange change, TeamId gate, Quotes quotes) {
        List<Finding> findings = new ArrayList<>();
        for (ReadFile read : change.files()) {
            ChangedFile file = read.file();
            Secrets.Reader reader = new Secrets.Reader();
            findings.addAll(inLines(file, line -> secret(gate, file, line, reader.next(line.text()), quotes)));
        }
        return findings;
    }

    private static Optional<Finding> secret(
            TeamId gate, ChangedFile file, Line line, List<Secrets.Secret> found, Quotes quotes) {
        return found.stream()
                .max(Comparator.comparingDouble(Secrets.Secret::confidence))
                .map(it -> finding(
                        gate,
                        "secret-in-change",
                        it.confidence() > KNOWN_FORMAT ? Severity.HIGH : Severity.MEDIUM,
                        file,
                        Optional.of(line),
                        "this reads like a secret (%s): take it out, and replace it where it is used"
                                .formatted(it.kind().word()),
                        quotes));
    }

    /// Of one file's added lines; the worst ones, where there are many: a line that blocks must
    /// not hide behind many that do not.
    private static List<Finding> inLines(ChangedFile file, Function<Line, Optional<Finding>> find) {
        return file.added().stream()
                .flatMap(line -> find.apply(line).stream())
                .sorted(Comparator.comparing(Finding::severity).reversed())
                .limit(Rule.MATCHES_MAX)
                .toList();
    }

    /// A file that is no longer what its format allows is a finding. What was wrong before
    /// already is nobody's finding now.
    static List<Finding> broken(ReadChange change, TeamId gate, Quotes quotes) {
        List<Finding> findings = new ArrayList<>();
        for (ReadFile file : change.files()) {
            unreadable(file).filter(why -> why.startsWith(AFTER)).ifPresent(why -> {
                String what = invalid(file);
                findings.add(finding(
                        gate,
                        "unreadable-file",
                        Severity.MEDIUM,
                        file.file(),
                        ChangedLines.near(file.file(), lineIn(why), 0),
                        quotes.words("%s: %s".formatted(what, why), what),
                        quotes));
            });
        }
        return findings;
    }

    /// Files that no rule about their format could be asked of, as they are now; whatever they
    /// were.
    static List<Change.NotReviewed> unjudged(ReadChange change, Quotes quotes) {
        return change.files().stream()
                .flatMap(file -> unreadable(file)
                        .map(why -> new Change.NotReviewed(
                                file.path(), quotes.words("%s: %s".formatted(invalid(file), why), invalid(file))))
                        .stream())
                .toList();
    }

    private static String invalid(ReadFile file) {
        return "this is no valid %s, so no rule about it could be asked".formatted(file.format());
    }

    /// Why it cannot be read as it is now. Hunks alone are seldom whole, which says nothing about
    /// the file; one that its reader gave up on is unread all the same.
    private static Optional<String> unreadable(ReadFile file) {
        return file.structured()
                .filter(it -> !it.unreadable().isEmpty())
                .filter(it -> it.partial() ? !isOfASide(it.unreadable()) : !isMended(it.unreadable()))
                .map(StructuredChange::unreadable);
    }

    private static boolean isOfASide(String why) {
        return why.startsWith(AFTER) || why.startsWith(BEFORE);
    }

    private static boolean isMended(String why) {
        return why.startsWith(BEFORE) && !why.contains("; " + AFTER);
    }

    private static int lineIn(String why) {
        Matcher number = Pattern.compile("line (\\d{1,9})").matcher(why);
        return number.find() ? Integer.parseInt(number.group(1)) : 0;
    }

    /// Whose person must look, by team, with what for.
    static SortedMap<TeamId, List<String>> guarded(ReadChange change, Rulebook rulebook) {
        SortedMap<TeamId, List<String>> waiting = new TreeMap<>();
        for (ReadFile file : change.files()) {
            for (Guarded guarded : rulebook.guarded()) {
                if (guarded.paths().matches(file.path())
                        || guarded.paths().matches(file.file().before())) {
                    String what = "`%s` is %s, which a person must look at".formatted(file.path(), guarded.what());
                    teams(guarded, file, rulebook)
                            .forEach(team -> waiting.computeIfAbsent(team, _ -> new ArrayList<>())
                                    .add(what));
                }
            }
        }
        return waiting;
    }

    private static List<TeamId> teams(Guarded guarded, ReadFile file, Rulebook rulebook) {
        if (guarded.team().isPresent()) {
            return List.of(guarded.team().get());
        }
        List<TeamId> owners = rulebook.owners().of(file.path()).stream()
                .map(PathOwners.Owner::team)
                .distinct()
                .toList();
        return owners.isEmpty() ? List.of(rulebook.gate()) : owners;
    }

    private static Finding finding(
            TeamId gate,
            String rule,
            Severity severity,
            ChangedFile file,
            Optional<Line> line,
            String message,
            Quotes quotes) {
        List<Citation> evidence = line.map(it -> List.of(quotes.of(file, it))).orElse(List.of());
        return new Finding(
                gate, rule, severity, file.path(), line.map(Line::number).orElse(0), message, evidence);
    }
}
