package io.levee.adapters.advisers;

import io.levee.adapters.rest.Ask;
import io.levee.rooms.review.advice.Advice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// `POST /chat/completions` with a JSON schema for the answer, as OpenAI documents it and many
/// servers take it.
record OpenAi() implements Dialect {
    @Override
    public Ask ask(String model, Question question, Form form) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("model", model);
        body.put("stream", false);
        body.put(form.newLimit() ? "max_completion_tokens" : "max_tokens", question.tokensMax());
        if (form.temperature()) {
            body.put("temperature", 0);
        }
        if (form.schema()) {
            body.put(
                    "response_format",
                    Map.of(
                            "type",
                            "json_schema",
                            "json_schema",
                            Map.of("name", question.name(), "strict", true, "schema", question.schema())));
        }
        body.put(
                "messages",
                List.of(
                        Map.of("role", "system", "content", question.task()),
                        Map.of("role", "user", "content", question.data())));
        return Ask.json("POST", "/chat/completions", body);
    }

    @Override
    public Ask showing(Ask ask, String key) {
        return ask.bearer(key);
    }

    @Override
    public Reply read(JsonNode answer, Question question) {
        JsonNode usage = answer.path("usage");
        Advice.Used used = Dialect.used(usage.path("prompt_tokens"), usage.path("completion_tokens"));
        JsonNode choice = answer.path("choices").path(0);
        JsonNode content = choice.path("message").path("content");
        if (!choice.path("finish_reason").asString("stop").equals("stop") || !content.isString()) {
            return Reply.silent("it did not finish its answer", used);
        }
        return Reply.ofText(content.asString(), used);
    }

    @Override
    public Optional<String> refused(JsonNode answer) {
        JsonNode parameter = answer.path("error").path("param");
        return parameter.isString() ? Optional.of(parameter.asString()) : Optional.empty();
    }
}
