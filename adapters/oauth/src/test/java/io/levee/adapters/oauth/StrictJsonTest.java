package io.levee.adapters.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StrictJsonTest {
    @Test
    void whatIsStrictIsRead() {
        assertThat(
                        StrictJson.object(
                                " {\"a\":1,\"b\":-2.5e1,\"c\":\"x\\u00e9\\n\\ud83d\\ude00\",\"d\":[true,false,{}],\"e\":null,\"f\":{\"a\":[]}} "))
                .isEqualTo(Map.of(
                        "a",
                        1L,
                        "b",
                        -25.0,
                        "c",
                        "xé\n😀",
                        "d",
                        List.of(true, false, Map.of()),
                        "f",
                        Map.of("a", List.of())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "1",
                "{",
                "{}}",
                "{} x",
                "{a:1}",
                "{'a':1}",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{,}",
                "{\"a\":[1,]}",
                "{\"a\":[1 2]}",
                "{\"a\":01}",
                "{\"a\":+1}",
                "{\"a\":1.}",
                "{\"a\":.5}",
                "{\"a\":NaN}",
                "{\"a\":1e999}",
                "{\"a\":0x1}",
                "{\"a\":tru}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12\"}",
                "{\"a\":\"\t\"}",
                "{\"a\":\"\\ud800\"}",
                "{\"a\":\"\\udc00x\"}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":1,\"\\u0061\":2}",
                "{\"a\":null,\"a\":2}",
                "{\"a\":{\"b\":1,\"b\":2}}",
                "{\"a\":[{\"b\":1,\"b\":2}]}",
                "{\"a\":[null]}",
                "/**/{\"a\":1}",
                "\uFEFF{}"
            })
    void whatTwoParsersCouldReadDifferentlyIsRefused(String text) {
        assertThatThrownBy(() -> StrictJson.object(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void depthEndsBeforeTheStackDoes() {
        String deep = "{\"a\":".repeat(100_000);
        assertThatThrownBy(() -> StrictJson.object(deep)).hasMessageContaining("deep");
        assertThatThrownBy(() -> StrictJson.object("{\"a\":" + "[".repeat(100_000)))
                .hasMessageContaining("deep");
    }
}
