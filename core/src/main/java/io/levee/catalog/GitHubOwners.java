package io.levee.catalog;

import io.levee.catalog.OwnersFile.Dialect;
import io.levee.catalog.OwnersFile.Mistakes;
import io.levee.catalog.OwnersFile.Rule;
import io.levee.catalog.OwnersFile.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads CODEOWNERS as GitHub does: "if any line contains invalid syntax, that line will be
/// skipped".
final class GitHubOwners {
    private static final Pattern OWNER =
            Pattern.compile("@[A-Za-z0-9][A-Za-z0-9._-]*+(/[A-Za-z0-9._-]++)?|[^@\\s]++@[^@\\s]++");

    private final Mistakes mistakes = new Mistakes();

    OwnersFile read(String text) {
        List<Rule> rules = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            List<String> words = words(line);
            if (!words.isEmpty()) {
                rule(words, number).ifPresent(rules::add);
            }
        }
        List<Section> sections = rules.isEmpty() ? List.of() : List.of(new Section("", false, rules));
        return new OwnersFile(Dialect.GITHUB, sections, mistakes.all());
    }

    private Optional<Rule> rule(List<String> words, int line) {
        String pattern = words.getFirst();
        List<String> owners = words.subList(1, words.size());
        if (!isPattern(pattern, line)) {
            return Optional.empty();
        }
        for (String owner : owners) {
            if (!OWNER.matcher(owner).matches()) {
                mistakes.add(
                        line,
                        owner.startsWith("@@")
                                ? OwnersFile.shown(owner) + " is a role of GitLab, not an owner"
                                : OwnersFile.shown(owner) + " is no owner",
                        owner.startsWith("@@")
                                ? "name a team or a person"
                                : "write `@team`, `@org/team`, `@person` or a mail address");
                return Optional.empty();
            }
        }
        return Optional.of(new Rule(PathPattern.gitHub(pattern), owners, false, 1, line));
    }

    /// "Syntax rules for gitignore files that do not work in CODEOWNERS files", and what can
    /// never match.
    private boolean isPattern(String pattern, int line) {
        if (pattern.length() > PathPattern.LENGTH_MAX) {
            mistakes.add(line, "a pattern of more than %d characters".formatted(PathPattern.LENGTH_MAX), "shorten it");
        } else if (pattern.startsWith("!")) {
            mistakes.add(line, "GitHub knows no exclusion (`!`)", "repeat the pattern below, without owners");
        } else if (pattern.startsWith("\\#")) {
            mistakes.add(line, "GitHub knows no `\\#` at the start of a pattern", "put `/` or `**/` before the `#`");
        } else if (hasRange(pattern)) {
            mistakes.add(line, "GitHub knows no `[ ]` in a pattern", "write a line for each of them");
        } else if (pattern.equals("/")) {
            mistakes.add(line, "the pattern `/` matches nothing", "write `*` for every file");
        } else if (endsInBackslash(pattern)) {
            mistakes.add(line, "the pattern ends in a backslash", "take it out");
        } else {
            return true;
        }
        return false;
    }

    private static boolean hasRange(String pattern) {
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '[' || c == ']') {
                return true;
            }
        }
        return false;
    }

    private static boolean endsInBackslash(String pattern) {
        int first = pattern.length();
        while (first > 0 && pattern.charAt(first - 1) == '\\') {
            first--;
        }
        return (pattern.length() - first) % 2 == 1;
    }

    /// Splits at blanks. A blank after a backslash is part of its word, and a word that begins
    /// with `#` ends the line. Backslashes stay: the pattern reads them.
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        int i = 0;
        while (i < line.length() && !(line.charAt(i) == '#')) {
            if (isBlank(line.charAt(i))) {
                i++;
                continue;
            }
            int start = i;
            while (i < line.length() && !isBlank(line.charAt(i))) {
                i += line.charAt(i) == '\\' && i + 1 < line.length() ? 2 : 1;
            }
            words.add(line.substring(start, i));
        }
        return words;
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c);
    }
}
