package io.levee.catalog;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A CODEOWNERS file as its forge reads it, with owners as they are written: `@org/team`,
/// `@user`, `mail@x`, GitLab's `@@developer`. Whether an owner exists and may approve, only the
/// forge knows.
///
/// Reading never fails: what the forge skips is skipped here and listed. Sources: "About code
/// owners" (docs.github.com) and "Syntax of CODEOWNERS file" with "Advanced CODEOWNERS
/// configuration" (docs.gitlab.com).
///
/// @param sections in the order of the file; rules before the first heading are the section
///                 without a name
/// @param mistakes in the order of the file
public record OwnersFile(Dialect dialect, List<Section> sections, List<Mistake> mistakes) {
    /// GitHub loads no file of 3 MB or more. GitLab names no limit.
    public static final int GITHUB_BYTES_MAX = 3 * 1024 * 1024;
    /// Longer files are not read in either dialect.
    public static final int CHARACTERS_MAX = 16 * 1024 * 1024;

    public static final int MISTAKES_MAX = 1_000;
    /// How many approvals a section can ask for; a heading that asks for more asks for these.
    public static final int APPROVALS_MAX = 100;

    public OwnersFile {
        sections = List.copyOf(sections);
        mistakes = List.copyOf(mistakes);
    }

    public enum Dialect {
        GITHUB,
        GITLAB;

        /// Where the forge looks, from the root of the repository. The first that exists
        /// counts, the others do not.
        public List<String> places() {
            return switch (this) {
                case GITHUB -> List.of(".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS");
                case GITLAB -> List.of("CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS");
            };
        }

        /// The dialect of a file whose forge is not known: that of the folder that only one
        /// forge looks into, else GitLab's where it has headings of sections or exclusions,
        /// which GitHub does not know.
        public static Dialect guess(String file, String text) {
            if (file.startsWith(".gitlab/")) {
                return GITLAB;
            }
            return !file.startsWith(".github/") && text.lines().anyMatch(GitLabOwners::isOnlyGitLabs) ? GITLAB : GITHUB;
        }
    }

    /// Rules that are asked apart from those of other sections.
    ///
    /// @param name     empty for the rules before the first heading
    /// @param optional whether its owners are told of a change and need not approve it
    public record Section(String name, boolean optional, List<Rule> rules) {
        public Section {
            rules = List.copyOf(rules);
        }

        /// The last rule that matches; none where any rule excludes the path, wherever that
        /// rule stands.
        Optional<Rule> ruleFor(List<String> path) {
            Optional<Rule> deciding = Optional.empty();
            for (Rule rule : rules.reversed()) {
                if ((rule.excludes() || deciding.isEmpty()) && rule.pattern().matches(path)) {
                    if (rule.excludes()) {
                        return Optional.empty();
                    }
                    deciding = Optional.of(rule);
                }
            }
            return deciding;
        }
    }

    /// @param owners    none means that nobody owns what matches
    /// @param excludes  whether it takes paths out of its section (`!docs/`)
    /// @param approvals how many of the owners must approve, 1 to [#APPROVALS_MAX]
    /// @param line      from 1
    public record Rule(PathPattern pattern, List<String> owners, boolean excludes, int approvals, int line) {
        public Rule {
            owners = List.copyOf(owners);
        }
    }

    /// What one section says about a path.
    ///
    /// @param section   its name; empty for rules without one
    /// @param optional  whether the owners need not approve
    /// @param approvals how many of the owners must approve where they must at all
    /// @param owners    none where the deciding rule takes ownership away
    /// @param line      of the deciding rule, from 1
    public record Owned(String section, boolean optional, int approvals, List<String> owners, int line) {
        public Owned {
            owners = List.copyOf(owners);
        }
    }

    /// A line that the forge skips, or reads otherwise than it looks.
    ///
    /// @param line from 1; 0 for the whole file
    public record Mistake(int line, String what, String fix) {}

    public static OwnersFile read(String text, Dialect dialect) {
        if (text.length() > CHARACTERS_MAX) {
            return unread(dialect, "the file has more than %d characters".formatted(CHARACTERS_MAX));
        }
        // a byte order mark belongs to no pattern
        String marked = text.startsWith("\uFEFF") ? text.substring(1) : text;
        return switch (dialect) {
            case GITHUB ->
                isTooLargeForGitHub(text)
                        ? unread(dialect, "GitHub loads no file of %d bytes or more".formatted(GITHUB_BYTES_MAX))
                        : new GitHubOwners().read(marked);
            case GITLAB -> new GitLabOwners().read(marked);
        };
    }

    private static boolean isTooLargeForGitHub(String text) {
        return text.length() >= GITHUB_BYTES_MAX / 3
                && text.getBytes(StandardCharsets.UTF_8).length >= GITHUB_BYTES_MAX;
    }

    private static OwnersFile unread(Dialect dialect, String why) {
        return new OwnersFile(dialect, List.of(), List.of(new Mistake(0, why, "use patterns of folders")));
    }

    /// What is said about a path, one answer for each section that says something; none where
    /// nobody ever owned it.
    ///
    /// @param path relative to the root of the repository, with or without a slash at its start
    public List<Owned> ownersOf(String path) {
        List<String> segments = PathPattern.segmentsOf(path);
        List<Owned> owned = new ArrayList<>();
        for (Section section : sections) {
            section.ruleFor(segments)
                    .ifPresent(rule -> owned.add(new Owned(
                            section.name(), section.optional(), rule.approvals(), rule.owners(), rule.line())));
        }
        return owned;
    }

    /// Collects mistakes up to their limit.
    static final class Mistakes {
        private final List<Mistake> mistakes = new ArrayList<>();

        void add(int line, String what, String fix) {
            if (mistakes.size() < MISTAKES_MAX) {
                mistakes.add(new Mistake(line, what, fix));
            }
        }

        List<Mistake> all() {
            return mistakes;
        }
    }

    /// Input as a message shows it.
    static String shown(String input) {
        int max = 80;
        return "`%s`".formatted(input.length() <= max ? input : input.substring(0, max) + "…");
    }
}
