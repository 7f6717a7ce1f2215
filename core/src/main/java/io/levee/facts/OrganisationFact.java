package io.levee.facts;

import java.util.List;

/// What happened to the organisation folder.
public sealed interface OrganisationFact extends Fact {
    /// @param revision SHA-256 over the folder's files, hex
    record Loaded(String revision, int people, int agents, int teams, int assets, int policies)
            implements OrganisationFact {}

    /// The folder was changed to something invalid; `kept` stays in force.
    ///
    /// @param problems the first few, as `file:line what`
    record Rejected(String kept, int problemCount, List<String> problems) implements OrganisationFact {
        public Rejected {
            problems = List.copyOf(problems);
        }
    }
}
