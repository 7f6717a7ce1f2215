package io.levee.rooms.review;

import io.levee.change.ChangedFile;
import io.levee.change.Line;
import io.levee.identity.TeamId;
import io.levee.knowledge.Citation;
import io.levee.knowledge.Severity;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Says of a change which file it may have forgotten. One finding at most, and it never blocks:
/// a habit is no rule.
final class CoChangeRules {
    static final String RULE = "co-change";
    /// A change of more files says nothing about any two of them.
    static final int FILES_MAX = 30;
    private static final int RECORDS_SUPPORT_MIN = 12;
    private static final double RECORDS_CONFIDENCE_MIN = 0.95;
    /// What follows from other files, or tells of them.
    private static final Pattern RECORDS =
            Pattern.compile("(?i)(.*/)?(change(s|log)|history|news|release[-_]?notes|readme|.*[.-]lock|[^/]*lockfile"
                    + "|package-lock\\.json|npm-shrinkwrap\\.json|pnpm-lock\\.yaml|go\\.sum|[^/]*\\.snap)"
                    + "(\\.(md|markdown|rst|txt|adoc|json|ya?ml))?");

    private CoChangeRules() {}

    static List<Finding> missing(ReadChange change, Rulebook rulebook, Quotes quotes) {
        Map<String, ChangedFile> files = new HashMap<>();
        for (ReadFile read : change.files()) {
            files.put(read.file().before(), read.file());
            files.put(read.path(), read.file());
        }
        if (change.files().size() > FILES_MAX) {
            return List.of();
        }
        return rulebook.learnt().together().stream()
                .filter(it -> qualifies(it) && !files.containsKey(it.other()))
                .sorted(Comparator.comparingDouble(CoChange::confidence)
                        .thenComparingInt(CoChange::both)
                        .reversed()
                        .thenComparing(CoChange::file)
                        .thenComparing(CoChange::other))
                .flatMap(it -> finding(it, Optional.ofNullable(files.get(it.file())), rulebook, quotes).stream())
                .limit(1)
                .toList();
    }

    private static boolean qualifies(CoChange pair) {
        boolean follows = RECORDS.matcher(pair.other()).matches();
        return !RECORDS.matcher(pair.file()).matches()
                && pair.both() >= (follows ? RECORDS_SUPPORT_MIN : CoChange.SUPPORT_MIN)
                && pair.confidence() >= (follows ? RECORDS_CONFIDENCE_MIN : CoChange.CONFIDENCE_MIN);
    }

    /// None where the file has no changed line to point at: it was moved, or is gone.
    private static Optional<Finding> finding(
            CoChange pair, Optional<ChangedFile> changed, Rulebook rulebook, Quotes quotes) {
        Optional<ChangedFile> file = changed.filter(it -> it.kind() == ChangedFile.Kind.MODIFIED);
        Optional<Line> line = file.flatMap(it -> it.added().stream().findFirst().or(() -> ChangedLines.near(it, 0, 0)));
        return line.map(it -> new Finding(
                owner(pair.file(), rulebook),
                RULE,
                Severity.LOW,
                pair.file(),
                it.number(),
                "`%s` usually changes with this file, and is not in the change: look whether it was forgotten"
                        .formatted(pair.other()),
                List.of(
                        quotes.of(file.get(), it),
                        new Citation(
                                "history",
                                pair.newest(),
                                "%d of %d commits that changed `%s` changed `%s` too"
                                        .formatted(pair.both(), pair.alone(), pair.file(), pair.other())))));
    }

    /// Somebody who is asked anyway.
    private static TeamId owner(String path, Rulebook rulebook) {
        return rulebook.owners().of(path).stream()
                .filter(it -> !it.optional())
                .map(PathOwners.Owner::team)
                .findFirst()
                .orElse(rulebook.gate());
    }
}
