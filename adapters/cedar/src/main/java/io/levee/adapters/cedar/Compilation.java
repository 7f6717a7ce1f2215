package io.levee.adapters.cedar;

import io.levee.consent.Policy;
import io.levee.organisation.Problem;
import java.util.List;

/// What became of an organisation's policies.
public sealed interface Compilation {
    /// @param policy   answers for exactly the revision that it was compiled from
    /// @param warnings what is probably a mistake and harms nobody; sorted
    record Compiled(Policy policy, List<Problem> warnings) implements Compilation {
        public Compiled {
            warnings = List.copyOf(warnings);
        }
    }

    /// @param problems everything that is wrong, warnings included; sorted
    record Invalid(List<Problem> problems) implements Compilation {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }

    /// Errors and warnings.
    default List<Problem> problems() {
        return switch (this) {
            case Compiled(var _, var warnings) -> warnings;
            case Invalid(var problems) -> problems;
        };
    }
}
