package io.levee.adapters.advisers;

import io.levee.rooms.review.advice.Advice;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What came back: one piece of JSON, of which nothing is checked, or nothing.
sealed interface Reply {
    record Said(JsonNode root, Advice.Used used) implements Reply {}

    /// @param why never [Advice.Said]
    record Nothing(Advice why) implements Reply {}

    int DEPTH_MAX = 16;

    JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH_MAX)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static Reply silent(String why, Advice.Used used) {
        return new Nothing(new Advice.Silent(why, used));
    }

    static Reply ofText(String text, Advice.Used used) {
        try {
            return new Said(JSON.readTree(text), used);
        } catch (JacksonException _) { // its message would quote the text
            return silent("its answer is no JSON", used);
        }
    }
}
