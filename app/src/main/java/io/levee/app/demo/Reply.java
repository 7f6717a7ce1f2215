package io.levee.app.demo;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the gateway answered.
///
/// @param decision the id of the decision
public record Reply(int status, String decision, String body) {
    private static final JsonMapper JSON = new JsonMapper();

    /// `allowed`, or the code of the refusal.
    String outcome() {
        if (status < 400) {
            return "allowed";
        }
        String code = json().path("code").asString("");
        return code.isEmpty() ? "status " + status : code;
    }

    JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            return JSON.createObjectNode();
        }
    }
}
