package io.levee.adapters.doubles;

import tools.jackson.databind.JsonNode;

/// A server of `POST /messages` as Anthropic documents it.
public final class AnthropicDouble extends HttpDouble {
    private volatile String input = "{\"claims\":[]}";
    private volatile String stop = "tool_use";

    public void says(String json) {
        input = json;
    }

    public void stops(String reason) {
        stop = reason;
    }

    @Override
    protected HttpAnswer answer(HttpAsked request) {
        if (!request.method().equals("POST") || !request.path().equals("/v1/messages")) {
            return error(404, "not_found_error");
        }
        if (!request.header("x-api-key").equals("k-1")) {
            return error(401, "authentication_error");
        }
        JsonNode body = request.json();
        if (request.header("anthropic-version").isEmpty()
                || !body.path("max_tokens").isIntegralNumber()) {
            return error(400, "invalid_request_error");
        }
        return HttpAnswer.json(
                200, """
                {"id":"msg_1","type":"message","role":"assistant","model":%s,"content":[
                {"type":"text","text":"I will report."},
                {"type":"tool_use","id":"toolu_1","name":%s,"input":%s}],
                "stop_reason":"%s","stop_sequence":null,"usage":{"input_tokens":120,"output_tokens":34}}
                """.formatted(body.path("model"), body.path("tool_choice").path("name"), input, stop));
    }

    private static HttpAnswer error(int status, String type) {
        return HttpAnswer.json(
                status, "{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":\"no\"}}".formatted(type));
    }
}
