package io.levee.adapters.organisation.parts;

import io.levee.adapters.organisation.parts.OwnedSection.OwnedRule;
import io.levee.adapters.organisation.yaml.Findings;
import io.levee.adapters.organisation.yaml.Located;
import io.levee.adapters.organisation.yaml.Scalars;
import io.levee.adapters.organisation.yaml.Source;
import io.levee.catalog.PathPattern;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// CODEOWNERS in GitHub's and GitLab's syntax. A file with sections or exclusions is GitLab's; without them
/// both read it the same, but for patterns with a slash in the middle only, which GitLab does not anchor.
final class CodeOwnersReader implements PartReader {
    private static final int RULES_MAX = 10_000;
    private static final int APPROVALS_MAX = 100;
    private static final Pattern SECTION =
            Pattern.compile("(?<optional>\\^?)\\[(?<name>[^\\]]+)](?:\\[(?<approvals>[^\\]]*)])?(?<owners>.*)");
    private static final Pattern OWNER =
            Pattern.compile("@[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9._-]+)*|[^@\\s]+@[^@\\s]+");

    @Override
    public Part read(Source source, Findings findings) {
        List<String> lines = source.text().lines().map(String::strip).toList();
        boolean gitLab = source.file().startsWith(".gitlab/")
                || lines.stream()
                        .anyMatch(line ->
                                line.startsWith("!") || SECTION.matcher(line).matches());
        return new Reading(findings, gitLab ? PathPattern::gitLab : PathPattern::gitHub).read(lines);
    }

    private static final class Reading {
        private final Findings findings;
        private final Function<String, PathPattern> dialect;
        private final Map<String, Open> sections = new LinkedHashMap<>();
        private Open current = new Open("", false, 1, List.of(), new ArrayList<>());

        /// A section while its rules are read.
        private record Open(
                String name, boolean optional, int approvals, List<Located<String>> owners, List<OwnedRule> rules) {}

        Reading(Findings findings, Function<String, PathPattern> dialect) {
            this.findings = findings;
            this.dialect = dialect;
        }

        Part read(List<String> lines) {
            sections.put("", current);
            int rules = 0;
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i);
                if (line.isEmpty() || line.startsWith("#")) {
                    continue;
                }
                if (++rules > RULES_MAX) {
                    findings.error(i + 1, "more than %d rules".formatted(RULES_MAX), "use patterns of folders");
                    break;
                }
                Matcher section = SECTION.matcher(line);
                if (section.matches()) {
                    section(section, i + 1);
                } else {
                    rule(words(line), i + 1);
                }
            }
            Part.Draft draft = new Part.Draft();
            draft.declare(new Declaration.OfCodeOwners(closed()));
            return draft.part();
        }

        private void section(Matcher header, int line) {
            String name = header.group("name").strip();
            List<Located<String>> owners = owners(words(header.group("owners").strip()), line);
            int approvals = approvals(Optional.ofNullable(header.group("approvals")), line);
            boolean optional = !header.group("optional").isEmpty();
            // GitLab joins sections of one name, whatever their case
            current = sections.computeIfAbsent(
                    name.toLowerCase(Locale.ROOT), _ -> new Open(name, optional, approvals, owners, new ArrayList<>()));
        }

        private int approvals(Optional<String> text, int line) {
            if (text.isEmpty()) {
                return 1;
            }
            if (text.get().matches("[0-9]{1,3}") && Integer.parseInt(text.get()) <= APPROVALS_MAX) {
                return Integer.parseInt(text.get());
            }
            findings.error(
                    line,
                    "`[%s]` is no number of approvals".formatted(text.get()),
                    "write a number up to %d, as in `[Section][2]`".formatted(APPROVALS_MAX));
            return 1;
        }

        private void rule(List<String> words, int line) {
            boolean excludes = words.getFirst().startsWith("!");
            String pattern = excludes ? words.getFirst().substring(1) : words.getFirst();
            List<Located<String>> own = owners(words.subList(1, words.size()), line);
            if (excludes && !own.isEmpty()) {
                findings.error(line, "an exclusion (`!`) has owners", "take the owners out");
            }
            List<Located<String>> owners = own.isEmpty() && !excludes ? current.owners() : own;
            Scalars.parse(new Located<>(pattern, line), dialect, findings)
                    .ifPresent(path -> current.rules().add(new OwnedRule(path.value(), owners, excludes, line)));
        }

        private List<Located<String>> owners(List<String> words, int line) {
            List<Located<String>> owners = new ArrayList<>();
            for (String word : words) {
                if (word.startsWith("@@")) {
                    findings.error(
                            line, "`%s` is a role of GitLab, not an owner".formatted(word), "name a team or a person");
                } else if (OWNER.matcher(word).matches()) {
                    owners.add(new Located<>(word, line));
                } else {
                    findings.error(
                            line,
                            "`%s` is no owner".formatted(word),
                            "write `@team`, `@org/team`, `@person` or a mail address");
                }
            }
            return owners;
        }

        private List<OwnedSection> closed() {
            return sections.values().stream()
                    .filter(section -> !section.rules().isEmpty())
                    .map(it -> new OwnedSection(it.name(), it.optional(), it.approvals(), it.rules()))
                    .toList();
        }

        /// Splits at blanks; `\ ` is a blank inside a word, `\#` no comment, and a free `#` ends the line.
        private static List<String> words(String line) {
            List<String> words = new ArrayList<>();
            StringBuilder word = new StringBuilder();
            for (int i = 0; i < line.length(); i++) {
                char c = line.charAt(i);
                if (c == '\\' && i + 1 < line.length()) {
                    word.append(line.charAt(++i));
                } else if (c == '#' && word.isEmpty()) {
                    break;
                } else if (!Character.isWhitespace(c)) {
                    word.append(c);
                } else if (!word.isEmpty()) {
                    words.add(word.toString());
                    word.setLength(0);
                }
            }
            if (!word.isEmpty()) {
                words.add(word.toString());
            }
            return words;
        }
    }
}
