package io.levee.adapters.advisers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// What a model is asked. The task is the same for every question of its kind; all that differs is one
/// JSON object, so that no text of a stranger stands where a task does.
///
/// @param name      of the answer, as of a function
/// @param does      what that does, in a sentence
/// @param schema    of the answer
/// @param tokensMax of the answer
/// @param data      the object
record Question(String name, String does, String task, Map<String, Object> schema, int tokensMax, String data) {
    private static final JsonMapper JSON = new JsonMapper();

    static String json(Map<String, Object> data) {
        return JSON.writeValueAsString(data);
    }

    /// A schema in which every member is required, and nothing else may be there.
    static Map<String, Object> object(Map<String, Object> members) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "object");
        object.put("properties", members);
        object.put("required", List.copyOf(members.keySet()));
        object.put("additionalProperties", false);
        return object;
    }
}
