package io.levee.catalog;

import io.levee.identity.ActorId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Who owns which path of the repository, as a CODEOWNERS file says. In each section the last
/// rule that matches counts; a file without sections is one section.
public record CodeOwners(List<Section> sections) {
    public static final CodeOwners NONE = new CodeOwners(List.of());

    public CodeOwners {
        sections = List.copyOf(sections);
    }

    /// A group of rules that is asked apart from the others, as GitLab has them.
    ///
    /// @param optional  whether the section only informs: its owners need not agree
    /// @param approvals how many of its owners must agree
    public record Section(String name, boolean optional, int approvals, List<Rule> rules) {
        public Section {
            rules = List.copyOf(rules);
        }

        /// The last rule that matches; none where any rule excludes the path: no later rule
        /// includes it again.
        public Optional<Rule> ruleFor(String path) {
            List<Rule> matching =
                    rules.stream().filter(rule -> rule.pattern().matches(path)).toList();
            return matching.isEmpty() || matching.stream().anyMatch(Rule::excludes)
                    ? Optional.empty()
                    : Optional.of(matching.getLast());
        }
    }

    /// @param owners   teams and people; none means that nobody owns it
    /// @param excludes whether the rule takes paths out of its section (`!docs/`)
    /// @param line     where it stands in the file
    public record Rule(PathPattern pattern, List<ActorId> owners, boolean excludes, int line) {
        public Rule {
            owners = List.copyOf(owners);
        }
    }

    /// The rules that decide about a path, one for each section that has one.
    public List<Rule> rulesFor(String path) {
        List<Rule> deciding = new ArrayList<>();
        sections.forEach(section -> section.ruleFor(path).ifPresent(deciding::add));
        return deciding;
    }

    public SortedSet<ActorId> ownersOf(String path) {
        SortedSet<ActorId> owners = new TreeSet<>();
        rulesFor(path).forEach(rule -> owners.addAll(rule.owners()));
        return owners;
    }
}
