package io.levee.adapters.organisation.parts;

import io.levee.adapters.organisation.yaml.Located;
import io.levee.catalog.PathPattern;
import java.util.List;

/// A section of CODEOWNERS with its owners as they are written: `@acme/kafka`, `@ana`, `ana@acme.example`.
public record OwnedSection(String name, boolean optional, int approvals, List<OwnedRule> rules) {
    public OwnedSection {
        rules = List.copyOf(rules);
    }

    public record OwnedRule(PathPattern pattern, List<Located<String>> owners, boolean excludes, int line) {
        public OwnedRule {
            owners = List.copyOf(owners);
        }
    }
}
