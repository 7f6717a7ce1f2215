package io.levee.rooms.review;

import io.levee.change.Change;
import io.levee.change.ChangedFile;
import io.levee.change.Line;
import io.levee.identity.TeamId;
import io.levee.knowledge.Citation;
import io.levee.knowledge.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is looked at before any team's rules, and for all of them.
final class GateRules {
    private GateRules() {}

    /// A file that is not what its format allows is a finding, and nobody judged it.
    static List<Finding> broken(ReadChange change, TeamId gate) {
        List<Finding> findings = new ArrayList<>();
        for (ReadFile file : change.files()) {
            unreadable(file)
                    .ifPresent(why -> findings.add(finding(
                            gate,
                            "unreadable-file",
                            Severity.MEDIUM,
                            file.file(),
                            ChangedLines.near(file.file(), lineIn(why), 0),
                            "this is no valid %s, so no rule about it could be asked: %s"
                                    .formatted(file.format(), why))));
        }
        return findings;
    }

    static List<Change.NotReviewed> unjudged(ReadChange change) {
        return change.files().stream()
                .flatMap(file -> unreadable(file)
                        .map(why ->
                                new Change.NotReviewed(file.path(), "no valid %s: %s".formatted(file.format(), why)))
                        .stream())
                .toList();
    }

    /// What was wrong before already is nobody's finding now.
    private static Optional<String> unreadable(ReadFile file) {
        return file.structured()
                .filter(it -> it.unreadable().startsWith("after") && !it.partial())
                .map(it -> it.unreadable());
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

    static Finding finding(
            TeamId gate, String rule, Severity severity, ChangedFile file, Optional<Line> line, String message) {
        List<Citation> evidence =
                line.map(it -> List.of(FindingRules.cited(file, it))).orElse(List.of());
        return new Finding(
                gate, rule, severity, file.path(), line.map(Line::number).orElse(0), message, evidence);
    }
}
