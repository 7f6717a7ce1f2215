package io.levee.adapters.advisers;

import io.levee.adapters.rest.Ask;
import io.levee.rooms.review.advice.Advice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// `POST /messages` with one tool that the model must use: its input is the answer.
record Anthropic() implements Dialect {
    private static final String VERSION = "2023-06-01";

    @Override
    public Ask ask(String model, Question question, Form form) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("model", model);
        body.put("max_tokens", question.tokensMax());
        if (form.temperature()) {
            body.put("temperature", 0);
        }
        body.put("system", question.task());
        body.put(
                "tools",
                List.of(Map.of(
                        "name", question.name(),
                        "description", question.does(),
                        "input_schema", question.schema())));
        body.put("tool_choice", Map.of("type", "tool", "name", question.name()));
        body.put("messages", List.of(Map.of("role", "user", "content", question.data())));
        return Ask.json("POST", "/messages", body).with("anthropic-version", VERSION);
    }

    @Override
    public Ask showing(Ask ask, String key) {
        return ask.with("x-api-key", key);
    }

    @Override
    public Reply read(JsonNode answer, Question question) {
        JsonNode usage = answer.path("usage");
        Advice.Used used = Dialect.used(usage.path("input_tokens"), usage.path("output_tokens"));
        if (!answer.path("stop_reason").asString("").equals("tool_use")) {
            return Reply.silent("it did not finish its answer", used);
        }
        for (JsonNode block : answer.path("content").values()) {
            if (block.path("type").asString("").equals("tool_use")
                    && block.path("name").asString("").equals(question.name())) {
                return new Reply.Said(block.path("input"), used);
            }
        }
        return Reply.silent("it did not answer as asked", used);
    }

    /// It names the parameter in its message alone.
    @Override
    public Optional<String> refused(JsonNode answer) {
        String message = answer.path("error").path("message").asString("");
        return message.contains("temperature") ? Optional.of("temperature") : Optional.empty();
    }
}
