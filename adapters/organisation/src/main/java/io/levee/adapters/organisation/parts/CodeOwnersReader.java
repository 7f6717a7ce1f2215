package io.levee.adapters.organisation.parts;

import io.levee.adapters.organisation.parts.OwnedSection.OwnedRule;
import io.levee.adapters.organisation.yaml.Findings;
import io.levee.adapters.organisation.yaml.Located;
import io.levee.adapters.organisation.yaml.Source;
import io.levee.catalog.OwnersFile;
import io.levee.catalog.OwnersFile.Dialect;
import io.levee.catalog.OwnersFile.Mistake;
import io.levee.catalog.OwnersFile.Rule;
import io.levee.catalog.OwnersFile.Section;
import java.util.ArrayList;
import java.util.List;

/// CODEOWNERS in GitHub's and GitLab's syntax. A file with sections or exclusions is GitLab's.
/// What a forge skips in silence is an error here: the organisation is read before anybody
/// relies on it.
final class CodeOwnersReader implements PartReader {
    private static final int RULES_MAX = 10_000;

    @Override
    public Part read(Source source, Findings findings) {
        OwnersFile file = OwnersFile.read(source.text(), Dialect.guess(source.file(), source.text()));
        for (Mistake mistake : file.mistakes()) {
            findings.error(mistake.line(), mistake.what(), mistake.fix());
        }
        List<OwnedSection> sections = new ArrayList<>();
        int left = RULES_MAX;
        for (Section section : file.sections()) {
            if (section.rules().size() > left) {
                findings.error(
                        section.rules().get(left).line(),
                        "more than %d rules".formatted(RULES_MAX),
                        "use patterns of folders");
                break;
            }
            left -= section.rules().size();
            sections.add(section(section, findings));
        }
        Part.Draft draft = new Part.Draft();
        draft.declare(new Declaration.OfCodeOwners(sections));
        return draft.part();
    }

    /// A section of several headings asks for as many approvals as the strictest of them.
    private static OwnedSection section(Section section, Findings findings) {
        int approvals = section.rules().stream().mapToInt(Rule::approvals).max().orElse(1);
        return new OwnedSection(
                section.name(),
                section.optional(),
                approvals,
                section.rules().stream().map(rule -> rule(rule, findings)).toList());
    }

    private static OwnedRule rule(Rule rule, Findings findings) {
        List<Located<String>> owners = new ArrayList<>();
        for (String owner : rule.owners()) {
            if (owner.startsWith("@@")) {
                findings.error(
                        rule.line(),
                        "`%s` is a role of GitLab, not an owner".formatted(owner),
                        "name a team or a person");
            } else {
                owners.add(new Located<>(owner, rule.line()));
            }
        }
        return new OwnedRule(rule.pattern(), owners, rule.excludes(), rule.line());
    }
}
