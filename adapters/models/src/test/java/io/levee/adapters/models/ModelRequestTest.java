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
                "\"tools\":[{\"type\":\"web_search\"}]",
                "\"tools\":[{\"type\":\"function\"},{\"type\":\"mcp\",\"server_url\":\"https://x\"}]",
            })
    void whatTheProviderWouldDoOrKeepIsRefusedUnlessItMay(String key) {
        String body = "{\"model\":\"a\"," + key + "}";
        assertThat(parse(body)).isInstanceOf(ModelRequest.Parsed.ActsElsewhere.class);
        assertThat(ModelRequest.parse(body.getBytes(StandardCharsets.UTF_8), true))
                .isInstanceOf(ModelRequest.Parsed.Request.class);
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
