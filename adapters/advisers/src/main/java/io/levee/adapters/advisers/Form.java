package io.levee.adapters.advisers;

import java.util.Optional;

/// Which optional parts of a request a server takes; learned from its refusals, which cost nothing.
///
/// @param temperature whether it lets itself be told to choose nothing by chance
/// @param newLimit    whether its limit is called `max_completion_tokens`, not `max_tokens`
/// @param schema      whether it keeps to a schema
record Form(boolean temperature, boolean newLimit, boolean schema) {
    static final Form FULL = new Form(true, false, true);

    /// How to ask again after it refused this parameter; empty where that changes nothing.
    Optional<Form> without(String parameter) {
        Form other = switch (parameter) {
            case "temperature" -> new Form(false, newLimit, schema);
            case "max_tokens" -> new Form(temperature, true, schema);
            case "response_format" -> new Form(temperature, newLimit, false);
            default -> this;
        };
        return other.equals(this) ? Optional.empty() : Optional.of(other);
    }
}
