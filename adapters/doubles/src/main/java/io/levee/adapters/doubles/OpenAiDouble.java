package io.levee.adapters.doubles;

import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A server of `POST /chat/completions` as OpenAI documents it.
public final class OpenAiDouble extends HttpDouble {
    private static final JsonMapper JSON = new JsonMapper();
    private volatile String content = "{\"claims\":[]}";
    private volatile String finish = "stop";
    private volatile Set<String> unsupported = Set.of();

    public void says(String text) {
        content = text;
    }

    public void finishes(String reason) {
        finish = reason;
    }

    /// Refuses requests that have one of these parameters, as models do that reason.
    public void supportsNot(String... parameters) {
        unsupported = Set.of(parameters);
    }

    @Override
    protected HttpAnswer answer(HttpAsked request) {
        if (!request.method().equals("POST") || !request.path().equals("/v1/chat/completions")) {
            return HttpAnswer.json(404, "{\"error\":{\"message\":\"Unknown request URL\",\"param\":null}}");
        }
        if (!request.header("Authorization").equals("Bearer k-1")) {
            return HttpAnswer.json(401, "{\"error\":{\"message\":\"Incorrect API key\",\"param\":null}}");
        }
        JsonNode body = request.json();
        for (String parameter : unsupported) {
            if (body.has(parameter)) {
                return HttpAnswer.json(
                        400,
                        JSON.writeValueAsString(Map.of(
                                "error",
                                Map.of(
                                        "message",
                                        "Unsupported parameter: '%s'".formatted(parameter),
                                        "type",
                                        "invalid_request_error",
                                        "param",
                                        parameter,
                                        "code",
                                        "unsupported_parameter"))));
            }
        }
        return HttpAnswer.json(200, """
                {"id":"chatcmpl-1","object":"chat.completion","created":1,"model":%s,"choices":[{"index":0,
                "message":{"role":"assistant","content":%s,"refusal":null},"logprobs":null,"finish_reason":"%s"}],
                "usage":{"prompt_tokens":120,"completion_tokens":34,"total_tokens":154}}
                """.formatted(body.path("model"), JSON.writeValueAsString(content), finish));
    }
}
