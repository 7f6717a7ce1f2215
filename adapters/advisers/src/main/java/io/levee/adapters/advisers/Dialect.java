package io.levee.adapters.advisers;

import io.levee.adapters.rest.Ask;
import io.levee.catalog.ModelProvider.Wire;
import io.levee.rooms.review.advice.Advice;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// How one kind of server is spoken to.
sealed interface Dialect permits OpenAi, Anthropic {
    static Dialect of(Wire wire) {
        return switch (wire) {
            case OPENAI -> new OpenAi();
            case ANTHROPIC -> new Anthropic();
        };
    }

    Ask ask(String model, Question question, Form form);

    Ask showing(Ask ask, String key);

    /// @param answer of status 2xx
    Reply read(JsonNode answer, Question question);

    /// The parameter that it does not take, of an answer of status 400.
    Optional<String> refused(JsonNode answer);

    static Advice.Used used(JsonNode input, JsonNode output) {
        boolean known = input.isIntegralNumber() && output.isIntegralNumber();
        return known
                ? new Advice.Used(true, Math.max(0, input.asLong(0)), Math.max(0, output.asLong(0)))
                : Advice.Used.UNKNOWN;
    }
}
