package io.levee.app.incident;

import io.levee.change.StructuredChange.Part;
import io.levee.knowledge.Guardrail.AppliesTo;
import io.levee.knowledge.Guardrail.Each;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Rules about kinds of statements of SQL.
final class SqlCandidates {
    /// What `ALTER TABLE` may do.
    ///
    /// @param unless what makes it harmless; empty for nothing
    private record Kind(String says, String finds, String unless) {
        boolean is(String action) {
            return Pattern.compile(finds).matcher(action).find()
                    && (unless.isEmpty()
                            || !Pattern.compile(unless).matcher(action).find());
        }
    }

    private static final List<Kind> KINDS = List.of(
            new Kind(
                    "adds a column that is NOT NULL without a default",
                    "(?i)^ADD\\s+(COLUMN\\s+)?.*\\bNOT\\s+NULL\\b",
                    "(?i)\\b(DEFAULT|GENERATED|IDENTITY|SERIAL|BIGSERIAL|CONSTRAINT|CHECK)\\b"),
            new Kind("drops a column", "(?i)^DROP\\s+COLUMN\\b", ""),
            new Kind(
                    "changes the type of a column", "(?i)^ALTER\\s+(COLUMN\\s+)?\\S+\\s+(SET\\s+DATA\\s+)?TYPE\\b", ""),
            new Kind("makes a column NOT NULL", "(?i)\\bSET\\s+NOT\\s+NULL\\b", ""),
            new Kind("renames what others may read", "(?i)^RENAME\\b", ""),
            new Kind(
                    "adds a constraint that is checked at once",
                    "(?i)^ADD\\s+(CONSTRAINT|FOREIGN|CHECK|UNIQUE|PRIMARY)\\b",
                    "(?i)\\bNOT\\s+VALID\\b"));

    private SqlCandidates() {}

    static List<Candidate> of(FileChange file, Part part) {
        if (!(part.after() instanceof Map<?, ?> tree)) {
            return List.of();
        }
        String verb = String.valueOf(tree.get("verb"));
        String is = "%stext(at(after, '/verb')) == %s"
                .formatted(part.before() == null ? "before == null && " : "after != null && ", Cel.quoted(verb));
        List<Candidate> all = new ArrayList<>();
        if (tree.get("actions") instanceof List<?> actions) {
            for (Kind kind : KINDS) {
                if (actions.stream().anyMatch(action -> kind.is(String.valueOf(action)))) {
                    all.add(candidate(file, "%s && %s".formatted(is, exists(kind)), kind.says()));
                }
            }
        }
        if (verb.equals("CREATE INDEX") && !Boolean.TRUE.equals(tree.get("concurrently"))) {
            all.add(candidate(
                    file, is + " && at(after, '/concurrently') != true", "builds an index while writers wait"));
        }
        if (Set.of("UPDATE", "DELETE").contains(verb) && !words(tree).contains("WHERE")) {
            all.add(candidate(
                    file,
                    is + " && !list(at(after, '/words')).exists(w, text(w).upperAscii() == 'WHERE')",
                    "changes every row of a table"));
        }
        all.add(candidate(file, is, "is a statement of the kind %s".formatted(Cel.shown(verb))));
        String table = Cel.text(tree.get("table"));
        if (!table.isEmpty() && !table.contains(ValueCandidates.REDACTED)) {
            all.add(candidate(
                    file,
                    "%s && text(at(after, '/table')) == %s".formatted(is, Cel.quoted(table)),
                    "is a statement of the kind %s about %s".formatted(Cel.shown(verb), Cel.shown(table))));
        }
        return all;
    }

    private static List<String> words(Map<?, ?> tree) {
        return tree.get("words") instanceof List<?> words
                ? words.stream()
                        .map(word -> String.valueOf(word).toUpperCase(Locale.ROOT))
                        .toList()
                : List.of();
    }

    private static String exists(Kind kind) {
        String unless = kind.unless().isEmpty() ? "" : " && !a.matches(%s)".formatted(Cel.quoted(kind.unless()));
        return "list(at(after, '/actions')).exists(a, a.matches(%s)%s)".formatted(Cel.quoted(kind.finds()), unless);
    }

    private static Candidate candidate(FileChange file, String when, String says) {
        return new Candidate(
                new AppliesTo(List.of(Places.like(file.path())), Set.of("sql"), Set.of("statement"), List.of()),
                Each.PART,
                when,
                "this statement %s".formatted(says),
                "do it in steps that running programs survive, or let the owner of the table look first",
                "",
                file,
                true);
    }
}
