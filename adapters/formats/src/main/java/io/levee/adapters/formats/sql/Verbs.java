package io.levee.adapters.formats.sql;

import io.levee.adapters.formats.sql.SqlTokens.Kind;
import io.levee.adapters.formats.sql.SqlTokens.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What a statement does, to which object, of which table.
final class Verbs {
    /// Between a verb and the kind of thing that it makes: `CREATE UNIQUE INDEX` is `CREATE
    /// INDEX`.
    private static final Set<String> ADJECTIVES = Set.of(
            "OR",
            "REPLACE",
            "UNIQUE",
            "GLOBAL",
            "LOCAL",
            "TEMP",
            "TEMPORARY",
            "UNLOGGED",
            "RECURSIVE",
            "TRUSTED",
            "PROCEDURAL",
            "CONSTRAINT",
            "DEFAULT");
    private static final Set<String> MAKERS = Set.of("CREATE", "ALTER", "DROP");
    private static final Set<String> NO_NAMES =
            Set.of("IF", "NOT", "EXISTS", "ONLY", "CONCURRENTLY", "TABLE", "COLUMN", "VERBOSE", "ANALYZE", "FULL", "(");
    private static final Set<String> LISTS = Set.of("DROP TABLE", "DROP FOREIGN TABLE", "TRUNCATE", "LOCK", "VACUUM");
    private static final int TABLES_MAX = 100;
    /// Kinds that need a second word.
    private static final Set<String> FIRST_WORDS =
            Set.of("MATERIALIZED", "FOREIGN", "EVENT", "ACCESS", "TEXT", "DEFAULT", "OPERATOR", "USER", "LARGE", "ROW");

    private final List<Token> tokens;
    private final List<String> written;
    private int at;

    private Verbs(List<Token> tokens, List<String> written) {
        this.tokens = tokens;
        this.written = written;
    }

    /// @param verb   `CREATE INDEX`, `UPDATE`
    /// @param object empty where it has no name
    /// @param table  empty where it is about none
    /// @param rest   the first token after the object
    record Found(String verb, String object, String table, int rest) {}

    /// All tables of a statement that takes a list of them (`DROP TABLE`, `TRUNCATE`), else its
    /// one.
    static List<String> tables(Found found, List<Token> tokens, List<String> written) {
        List<String> tables = new ArrayList<>();
        if (!found.table().isEmpty()) {
            tables.add(found.table());
        }
        Verbs more = new Verbs(tokens, written);
        more.at = found.rest();
        while (LISTS.contains(found.verb())
                && more.at < tokens.size()
                && tokens.get(more.at).isSign(',')
                && tables.size() < TABLES_MAX) {
            more.at++;
            tables.add(more.name());
        }
        return tables;
    }

    static Found of(List<Token> tokens, List<String> written) {
        return new Verbs(tokens, written).found();
    }

    private Found found() {
        String first = word(0);
        at = 1;
        if (MAKERS.contains(first)) {
            return made(first);
        }
        return switch (first) {
            case "INSERT" -> toTable("INSERT", "INTO");
            case "DELETE" -> toTable("DELETE", "FROM");
            case "MERGE" -> toTable("MERGE", "INTO");
            case "UPDATE", "TRUNCATE", "COPY", "VACUUM", "ANALYZE", "CLUSTER", "LOCK" -> toTable(first, first);
            case "COMMENT" -> comment();
            case "REINDEX", "REFRESH", "SECURITY" -> made(first);
            case "GRANT", "REVOKE" -> toTable(first, "ON");
            case "WITH" -> within();
            case "START" -> new Found("BEGIN", "", "", 1);
            case "END" -> new Found("COMMIT", "", "", 1);
            default -> new Found(first, "", "", 1);
        };
    }

    /// `CREATE`, `ALTER`, `DROP` and what is like them.
    private Found made(String maker) {
        while (ADJECTIVES.contains(word(at))) {
            at++;
        }
        String kind = word(at++);
        if (FIRST_WORDS.contains(kind) && !word(at).isEmpty() && !kind.equals("USER")) {
            kind += " " + word(at++);
        }
        String verb = maker + " " + kind;
        boolean table = kind.endsWith("TABLE");
        boolean onTable = Set.of("INDEX", "TRIGGER", "POLICY", "RULE").contains(kind);
        String object = word(at).equals("ON") ? "" : name();
        int rest = at;
        if (onTable) {
            return new Found(verb, object, after("ON"), rest);
        }
        return new Found(verb, object, table ? object : "", rest);
    }

    private Found toTable(String verb, String before) {
        String table = word(0).equals(before) ? name() : after(before);
        return new Found(verb, table, table, at);
    }

    private Found comment() {
        at = 2;
        String kind = word(at++);
        String object = name();
        int dot = object.lastIndexOf('.');
        String table = kind.equals("COLUMN") && dot > 0 ? object.substring(0, dot) : kind.equals("TABLE") ? object : "";
        return new Found("COMMENT ON " + kind, object, table, at);
    }

    /// The verb behind common table expressions: the first one outside all brackets.
    private Found within() {
        int depth = 0;
        for (int i = 1; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            depth += token.isSign('(') ? 1 : token.isSign(')') ? -1 : 0;
            if (depth == 0 && Set.of("UPDATE", "DELETE", "INSERT", "MERGE").contains(word(i))) {
                Found inner = of(tokens.subList(i, tokens.size()), written.subList(i, tokens.size()));
                return new Found(inner.verb(), inner.object(), inner.table(), i + inner.rest());
            }
        }
        return new Found("SELECT", "", "", 1);
    }

    /// The name behind the first such word from here on; empty where there is none.
    private String after(String word) {
        int i = at;
        while (i < tokens.size() && !tokens.get(i).is(word)) {
            i++;
        }
        at = i + 1;
        return i < tokens.size() ? name() : "";
    }

    /// `schema.table`, in lower case where it is not quoted.
    private String name() {
        while (at < tokens.size() && NO_NAMES.contains(tokens.get(at).text())) {
            at++;
        }
        StringBuilder name = new StringBuilder();
        while (at < tokens.size() && isName(tokens.get(at))) {
            name.append(plain(at++));
            if (at + 1 < tokens.size() && tokens.get(at).isSign('.')) {
                name.append('.');
                at++;
            } else {
                break;
            }
        }
        return name.toString();
    }

    private static boolean isName(Token token) {
        return token.kind() == Kind.WORD || token.kind() == Kind.QUOTED;
    }

    private String plain(int index) {
        String text = written.get(index);
        return tokens.get(index).kind() == Kind.QUOTED && text.length() > 1
                ? text.substring(1, text.length() - (text.endsWith("\"") ? 1 : 0))
                        .replace("\"\"", "\"")
                : text.toLowerCase(java.util.Locale.ROOT);
    }

    private String word(int index) {
        return index < tokens.size() && tokens.get(index).kind() == Kind.WORD
                ? tokens.get(index).text()
                : "";
    }
}
