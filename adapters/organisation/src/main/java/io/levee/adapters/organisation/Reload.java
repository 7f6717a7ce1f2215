package io.levee.adapters.organisation;

import io.levee.organisation.Organisation;
import io.levee.organisation.Problem;
import java.util.List;

/// What a change of the folder came to.
public sealed interface Reload {
    /// The folder is valid; this revision is in force from now on. The same revision comes again where the
    /// folder went back to it after a rejected change.
    record Loaded(Organisation organisation, List<Problem> warnings) implements Reload {
        public Loaded {
            warnings = List.copyOf(warnings);
        }
    }

    /// The folder is invalid; `keptRevision` stays in force.
    record Rejected(List<Problem> problems, String keptRevision) implements Reload {
        public Rejected {
            problems = List.copyOf(problems);
        }
    }
}
