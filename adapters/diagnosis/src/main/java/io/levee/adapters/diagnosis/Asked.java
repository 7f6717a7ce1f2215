package io.levee.adapters.diagnosis;

import io.levee.knowledge.diagnosis.Condition;
import java.util.Optional;

/// One condition of a signature, ready to be asked.
///
/// @param message   of a line, or of what stands beside a code or a class
record Asked(Condition condition, Optional<Expression> message) {
    static Asked of(Condition condition) {
        Optional<String> regex = switch (condition) {
            case Condition.Written it -> Optional.of(it.line());
            case Condition.Code it -> it.message();
            case Condition.Thrown it -> it.message();
            case Condition.Exit _, Condition.Measured _ -> Optional.empty();
        };
        return new Asked(condition, regex.map(Expression::of));
    }

    /// How much it asks for.
    int specificity() {
        return switch (condition) {
            case Condition.Written _ -> 3;
            case Condition.Code _ -> message.isPresent() ? 4 : 2;
            case Condition.Thrown it ->
                (message.isPresent() ? 3 : 1) + (it.name().indexOf('.') > 0 ? 1 : 0);
            case Condition.Exit _, Condition.Measured _ -> 0;
        };
    }
}
