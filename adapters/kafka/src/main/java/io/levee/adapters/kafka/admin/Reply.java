package io.levee.adapters.kafka.admin;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// One answer of the door.
record Reply(int status, String type, String body) {
    private static final JsonMapper MAPPER = new JsonMapper();

    static Reply json(int status, Object body) {
        return new Reply(status, "application/json", MAPPER.writeValueAsString(body));
    }

    /// RFC 9457.
    ///
    /// @param code  stable, for machines
    /// @param title what to do
    static Reply problem(int status, String code, String title, String detail) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "urn:levee:problem:" + code);
        problem.put("title", title);
        problem.put("status", status);
        problem.put("detail", detail);
        problem.put("code", code);
        return new Reply(status, "application/problem+json", MAPPER.writeValueAsString(problem));
    }
}
