package io.levee.adapters.cedar.language;

import java.util.Optional;

/// One policy, ready to be asked. Immutable.
///
/// @param ref       what it is called in a [Decision]
/// @param forbids   and not permits
/// @param condition what must hold besides the head; empty where the head decides
public record CompiledPolicy(String ref, boolean forbids, Head head, Optional<Expression> condition) {
    /// @throws EvaluationFailed where the condition has no value or another than true and false
    boolean holds(Situation situation) {
        return condition.isEmpty() || Values.truth(condition.get().value(situation));
    }
}
