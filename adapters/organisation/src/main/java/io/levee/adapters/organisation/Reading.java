package io.levee.adapters.organisation;

import io.levee.organisation.Organisation;
import io.levee.organisation.Problem;
import java.util.List;

/// What one reading of the folder gave. Problems are complete and sorted by file and line.
public sealed interface Reading {
    List<Problem> problems();

    /// @param problems warnings only
    record Valid(Organisation organisation, List<Problem> problems) implements Reading {
        public Valid {
            problems = List.copyOf(problems);
        }
    }

    /// @param problems at least one error, and the warnings
    record Invalid(List<Problem> problems) implements Reading {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
