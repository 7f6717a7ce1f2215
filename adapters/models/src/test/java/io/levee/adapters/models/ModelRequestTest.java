package io.levee.adapters.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelRequestTest {
    @Test
    void itsModelAndItsText() {
        var parsed = parse("""
                {"model":"small-1","max_tokens":100,"messages":[{"role":"user","content":"good morning"}],
                 "tools":[{"name":"look","input_schema":{"type":"object"}},{"type":"function","function":{"name":"f"}}]}""");
        assertThat(parsed).isInstanceOfSatisfying(ModelRequest.Parsed.Request.class, request -> {
            assertThat(request.request().model()).isEqualTo("small-1");
            assertThat(request.request().textChars()).isGreaterThan("good morning".length());
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "\"small-1\"",
                "{}",
                "{\"model\":1}",
                "{\"model\":\"\"}",
                "{\"model\":\"a\",\"model\":\"b\"}",
                "{\"model\":\"a\"",
                "{\"model\":\"a\",\"n\":1e999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999}",
            })
    void whatNamesNoModelOnceIsMalformed(String body) {
        assertThat(parse(body)).isInstanceOf(ModelRequest.Parsed.Malformed.class);
    }

    @Test
    void deepNestingIsMalformed() {
        String deep = "[".repeat(10_000) + "]".repeat(10_000);
        assertThat(parse("{\"model\":\"a\",\"messages\":" + deep + "}"))
                .isInstanceOf(ModelRequest.Parsed.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"previous_response_id\":\"resp_1\"",
                "\"conversation\":{\"id\":\"c\"}",
                "\"background\":true",
                "\"container\":\"c1\"",
                "\"mcp_servers\":[]",
                "\"web_search_options\":{}",
                "\"prompt\":{\"id\":\"pmpt_1\"}",
                "\"messages\":[{\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://x/?q=4711\"}}]}]",
                "\"messages\":[{\"content\":[{\"source\":{\"type\":\"url\",\"url\":\"HTTP://x\"}}]}]",
                "\"messages\":[{\"content\":[{\"source\":{\"type\":\"file\",\"file_id\":\"f_1\"}}]}]",
                "\"input\":[{\"content\":[{\"type\":\"input_image\",\"image_url\":\"//x/y.png\"}]}]",
                "\"input\":[{\"content\":[{\"type\":\"input_file\",\"file_url\":\"https://x\"}]}]",
                "\"input\":[{\"type\":\"item_reference\",\"id\":\"msg_1\"}]",
                "\"tools\":[{\"type\":\"web_search\"}]",
                "\"tools\":[{\"type\":\"function\"},{\"type\":\"mcp\",\"server_url\":\"https://x\"}]",
            })
    void whatTheProviderWouldDoOrKeepIsRefusedUnlessItMay(String key) {
        String body = "{\"model\":\"a\"," + key + "}";
        assertThat(parse(body)).isInstanceOf(ModelRequest.Parsed.ActsElsewhere.class);
        assertThat(ModelRequest.parse(body.getBytes(StandardCharsets.UTF_8), true))
                .isInstanceOf(ModelRequest.Parsed.Request.class);
    }

    /// What a model wrote to the caller's own tools, and what text says, is nobody's to fetch.
    @Test
    void dataAndTheArgumentsOfOwnToolsMayHoldWhatTheyWill() {
        for (String messages : new String[] {
            "[{\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,AA\"}}]}]",
            "[{\"content\":[{\"type\":\"tool_use\",\"name\":\"get\",\"input\":{\"url\":\"https://x\",\"file_id\":\"1\"}}]}]",
            "[{\"content\":\"see https://x\"},{\"content\":[{\"type\":\"text\",\"text\":\"https://x\"}]}]",
            "[{\"role\":\"assistant\",\"tool_calls\":[{\"function\":{\"arguments\":\"{\\\"url\\\":\\\"https://x\\\"}\"}}]}]"
        }) {
            assertThat(
                            parse(
                                    "{\"model\":\"a\",\"messages\":" + messages
                                            + ",\"tools\":[{\"name\":\"get\",\"input_schema\":{\"properties\":{\"url\":{\"default\":\"https://x\"}}}}]}"))
                    .as(messages)
                    .isInstanceOf(ModelRequest.Parsed.Request.class);
        }
    }

    @Test
    void whatIsOffIsNotAsked() {
        assertThat(parse("{\"model\":\"a\",\"background\":false,\"previous_response_id\":null}"))
                .isInstanceOf(ModelRequest.Parsed.Request.class);
    }

    private static ModelRequest.Parsed parse(String body) {
        return ModelRequest.parse(body.getBytes(StandardCharsets.UTF_8), false);
    }
}
