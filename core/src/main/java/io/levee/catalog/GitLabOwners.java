package io.levee.catalog;

import io.levee.catalog.OwnersFile.Dialect;
import io.levee.catalog.OwnersFile.Mistakes;
import io.levee.catalog.OwnersFile.Rule;
import io.levee.catalog.OwnersFile.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads CODEOWNERS as GitLab does: sections, exclusions, and owners wherever they are mentioned,
/// "malformed owners are ignored".
///
/// A pattern that stands twice in a section counts where it stands last, as the documentation
/// says.
final class GitLabOwners {
    /// A line that begins like this is a heading, whatever follows. Default owners end at the
    /// first character that no owner has.
    private static final Pattern HEADING = Pattern.compile(
            "(?<optional>\\^)?\\[(?<name>[^\\]]*+)](?:\\[(?<approvals>\\d*+)])?(?<owners>\\s[@\\w_.\\-/\\s+]*+)?");

    private static final Pattern APPROVALS = Pattern.compile("\\^?\\[[^\\]]*+]\\[(?<text>[^\\]]*+)]");
    private static final Pattern UNCLOSED = Pattern.compile("\\^?\\[[^\\]]*+");
    private static final Pattern MAIL = Pattern.compile("[^@\\s]{1,100}@[^@\\s]{1,255}(?<!\\W)");
    private static final Pattern NAME = Pattern.compile(
            "(?<![\\w@])@[A-Za-z0-9_.][A-Za-z0-9_.-]{0,254}+(?:/[A-Za-z0-9_.][A-Za-z0-9_.-]{0,254}+){0,20}+");
    private static final Pattern ROLE = Pattern.compile("(?<!\\S)@@(\\w+)(?!\\S)");
    private static final Set<String> ROLES = Set.of("developer", "maintainer", "owner");
    /// What GitLab calls the rules before the first heading; a heading of this name adds to
    /// them.
    private static final String UNNAMED = "codeowners";

    private final Mistakes mistakes = new Mistakes();
    private final Map<String, Open> sections = new LinkedHashMap<>();
    private Heading heading = new Heading(UNNAMED, false, 1, Optional.empty());

    /// A section while it is read; optional as long as every heading with rules says so.
    private static final class Open {
        private final String name;
        private final List<Rule> rules = new ArrayList<>();
        private boolean optional = true;

        Open(String name) {
            this.name = name;
        }
    }

    /// What the last heading said for the rules below it.
    ///
    /// @param section the key of its section
    /// @param owners  of rules without owners; empty where the heading has none
    private record Heading(String section, boolean optional, int approvals, Optional<List<String>> owners) {}

    /// Whether GitHub would find a mistake where GitLab finds none.
    static boolean isOnlyGitLabs(String line) {
        String stripped = line.strip();
        return stripped.startsWith("!") || HEADING.matcher(stripped).lookingAt();
    }

    OwnersFile read(String text) {
        sections.put(UNNAMED, new Open(""));
        int number = 0;
        for (String raw : text.split("\n", -1)) {
            number++;
            String line = raw.strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Matcher matcher = HEADING.matcher(line);
            if (matcher.lookingAt()) {
                heading(matcher, line, number);
            } else {
                rule(line, number);
            }
        }
        List<Section> closed = sections.values().stream()
                .filter(it -> !it.rules.isEmpty())
                .map(it -> new Section(it.name, it.optional, it.rules))
                .toList();
        return new OwnersFile(Dialect.GITLAB, closed, mistakes.all());
    }

    private void heading(Matcher matcher, String line, int number) {
        String name = matcher.group("name");
        if (name.isBlank()) {
            mistakes.add(number, "a section has no name", "write it into the brackets");
        }
        boolean optional = matcher.group("optional") != null;
        Optional<String> text = Optional.ofNullable(matcher.group("owners")).filter(it -> !it.isBlank());
        Optional<List<String>> owners = text.map(it -> owners(it, number));
        if (owners.isPresent() && owners.get().isEmpty()) {
            mistakes.add(number, "%s names no owner".formatted(OwnersFile.shown(line)), "write `[Section] @owner`");
        }
        String key = name.toLowerCase(Locale.ROOT);
        sections.computeIfAbsent(key, _ -> new Open(name));
        heading = new Heading(key, optional, approvals(matcher, line, number, optional), owners);
    }

    /// "Invalid values are treated as 1."
    private int approvals(Matcher matcher, String line, int number, boolean optional) {
        String digits = Optional.ofNullable(matcher.group("approvals")).orElse("");
        Matcher brackets = APPROVALS.matcher(line);
        String written = brackets.lookingAt() ? brackets.group("text") : "";
        int approvals = digits.isEmpty() ? 0 : digits.length() > 6 ? Integer.MAX_VALUE : Integer.parseInt(digits);
        if (!written.equals(digits)
                || approvals > OwnersFile.APPROVALS_MAX
                || (approvals == 0 && brackets.hasMatch())) {
            mistakes.add(
                    number,
                    "%s is no number of approvals".formatted(OwnersFile.shown("[" + written + "]")),
                    "write a number up to %d, as in `[Section][2]`".formatted(OwnersFile.APPROVALS_MAX));
        } else if (optional && approvals > 0) {
            mistakes.add(number, "an optional section asks for approvals", "take out `^` or the number");
        }
        return Math.clamp(approvals, 1, OwnersFile.APPROVALS_MAX);
    }

    private void rule(String line, int number) {
        int end = endOfPattern(line);
        boolean excludes = line.startsWith("!");
        String pattern = line.substring(excludes ? 1 : 0, end);
        String rest = line.substring(end).strip();
        if (pattern.length() > PathPattern.LENGTH_MAX) {
            mistakes.add(
                    number, "a pattern of more than %d characters".formatted(PathPattern.LENGTH_MAX), "shorten it");
            return;
        }
        if (UNCLOSED.matcher(line).matches()) {
            mistakes.add(number, "%s is no heading".formatted(OwnersFile.shown(line)), "close it with `]`");
        }
        List<String> owners = excludes ? List.of() : owners(rest, number);
        if (excludes && !rest.isEmpty() && !rest.startsWith("#")) {
            mistakes.add(number, "an exclusion (`!`) has owners", "take the owners out");
        } else if (!excludes) {
            malformed(rest, number);
            owners = rest.isEmpty() ? heading.owners().orElse(owners) : owners;
            if (owners.isEmpty() && (rest.isEmpty() || rest.startsWith("#"))) {
                mistakes.add(
                        number,
                        "nobody owns %s, and GitLab approves it by itself".formatted(OwnersFile.shown(pattern)),
                        "name an owner, or exclude it with `!`");
            }
        }
        Open section = sections.get(heading.section());
        if (section != null) {
            section.optional &= heading.optional();
            // `!` alone has the empty pattern, which GitLab completes to every path
            PathPattern path = PathPattern.gitLab(pattern.isEmpty() ? "/" : pattern);
            section.rules.add(new Rule(path, owners, excludes, heading.approvals(), number));
        }
    }

    /// The pattern ends at the first blank without a backslash before it.
    private static int endOfPattern(String line) {
        for (int i = 1; i < line.length(); i++) {
            if (Character.isWhitespace(line.charAt(i)) && line.charAt(i - 1) != '\\') {
                return i;
            }
        }
        return line.length();
    }

    /// Every owner that is mentioned, a comment included, in the order of the text.
    private List<String> owners(String text, int number) {
        Map<Integer, String> found = new TreeMap<>();
        collect(MAIL, text, found);
        collect(NAME, text, found);
        Matcher roles = ROLE.matcher(text);
        while (roles.find()) {
            String role = roles.group(1).toLowerCase(Locale.ROOT);
            if (ROLES.contains(role.endsWith("s") ? role.substring(0, role.length() - 1) : role)) {
                found.put(roles.start(), roles.group());
            }
        }
        int comment = comment(text);
        if (found.keySet().stream().anyMatch(at -> at > comment)) {
            mistakes.add(
                    number,
                    "an owner stands in a comment at the end of the line, and GitLab counts it",
                    "move the comment to a line of its own");
        }
        return found.values().stream().distinct().toList();
    }

    private static void collect(Pattern pattern, String text, Map<Integer, String> found) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            String owner = matcher.group();
            int end = owner.length();
            while (end > 1 && owner.charAt(end - 1) == '.') {
                end--;
            }
            found.putIfAbsent(matcher.start(), owner.substring(0, end));
        }
    }

    /// Words among the owners that name nobody; a comment is meant for people.
    private void malformed(String text, int number) {
        for (String word :
                text.substring(0, Math.min(text.length(), comment(text))).split("\\s+", -1)) {
            if (!word.isEmpty() && owners(word, number).isEmpty()) {
                boolean role = word.startsWith("@@");
                mistakes.add(
                        number,
                        OwnersFile.shown(word) + (role ? " is no role of GitLab" : " is no owner"),
                        role
                                ? "write `@@developer`, `@@maintainer` or `@@owner`"
                                : "write `@team`, `@org/team`, `@person` or a mail address");
            }
        }
    }

    private static int comment(String text) {
        int at = text.startsWith("#") ? 0 : text.indexOf(" #");
        int tab = text.indexOf("\t#");
        at = at < 0 || (tab >= 0 && tab < at) ? tab : at;
        return at < 0 ? Integer.MAX_VALUE : at;
    }
}
