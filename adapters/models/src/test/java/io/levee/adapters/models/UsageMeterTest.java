package io.levee.adapters.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.levee.catalog.ModelProvider.Price;
import io.levee.catalog.ModelProvider.Wire;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Answers in the shapes that the providers document.
class UsageMeterTest {
    private static final String SSE = "text/event-stream; charset=utf-8";
    private static final String ANTHROPIC = """
            event: message_start
            data: {"type":"message_start","message":{"id":"m","role":"assistant","content":[],"usage":{"input_tokens":25,\
            "cache_read_input_tokens":1000,"cache_creation_input_tokens":7,"output_tokens":1}}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello"}}

            event: ping
            data: {"type": "ping"}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":15}}

            event: message_stop
            data: {"type":"message_stop"}

            """;
    private static final String CHAT = """
            data: {"object":"chat.completion.chunk","choices":[{"index":0,"delta":{"role":"assistant","content":"Hello"}}],"usage":null}

            data: {"object":"chat.completion.chunk","choices":[],"usage":{"prompt_tokens":30,"completion_tokens":5,\
            "prompt_tokens_details":{"cached_tokens":10}}}

            data: [DONE]

            """;

    @Test
    void aStreamOfAnthropic() {
        assertThat(metered(Wire.ANTHROPIC, SSE, ANTHROPIC)).isEqualTo(new Usage(25, 15, 1000, 7, false));
    }

    @Test
    void aStreamOfChatCompletions() {
        assertThat(metered(Wire.OPENAI, SSE, CHAT)).isEqualTo(new Usage(20, 5, 10, 0, false));
    }

    @Test
    void aStreamOfResponses() {
        assertThat(metered(Wire.OPENAI, SSE, """
                event: response.output_text.delta
                data: {"type":"response.output_text.delta","delta":"Hi"}

                event: response.completed
                data: {"type":"response.completed","response":{"output":[{"content":[{"text":"Hi"}]}],"usage":\
                {"input_tokens":36,"input_tokens_details":{"cached_tokens":6},"output_tokens":87,"total_tokens":123}}}

                """)).isEqualTo(new Usage(30, 87, 6, 0, false));
    }

    @Test
    void oneObject() {
        assertThat(metered(Wire.ANTHROPIC, "application/json", """
                {"content":[{"type":"text","text":"Hi"}],"usage":{"input_tokens":9,"output_tokens":3}}""")).isEqualTo(new Usage(9, 3, 0, 0, false));
        assertThat(metered(Wire.OPENAI, "application/json", """
                {"data":[{"embedding":[0.1,0.2]}],"usage":{"prompt_tokens":8,"total_tokens":8}}""")).isEqualTo(new Usage(8, 0, 0, 0, false));
    }

    /// However the network cut it, and a stream that ends in the middle counts as far as it went.
    @Test
    void chunksDoNotMatter() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            UsageMeter meter = new UsageMeter(Wire.ANTHROPIC, SSE, 90);
            byte[] bytes = ANTHROPIC.getBytes(StandardCharsets.UTF_8);
            for (int at = 0; at < bytes.length; ) {
                int length = Math.min(bytes.length - at, random.nextInt(1, 40));
                meter.accept(bytes, at, length);
                at += length;
            }
            assertThat(meter.used(true)).as("seed %d", seed).isEqualTo(new Usage(25, 15, 1000, 7, false));
        }
        String cut = ANTHROPIC.substring(0, ANTHROPIC.indexOf("event: ping"));
        assertThat(metered(Wire.ANTHROPIC, SSE, cut)).isEqualTo(new Usage(25, 1, 1000, 7, false));
    }

    @Test
    void withoutUsageItIsEstimatedFromTheText() {
        String silent = CHAT.substring(0, CHAT.indexOf("data: {\"object\":\"chat.completion.chunk\",\"choices\":[],"));
        assertThat(metered(Wire.OPENAI, SSE, silent)).isEqualTo(new Usage(30, 2, 0, 0, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"input_tokens\":-5,\"output_tokens\":3}",
                "{\"input_tokens\":1e300,\"output_tokens\":3}",
                "{\"input_tokens\":99999999999999999999,\"output_tokens\":3}",
                "{\"input_tokens\":\"9\",\"output_tokens\":3}",
                "{\"input_tokens\":2.5,\"output_tokens\":3}",
                "[]",
                "7",
                "null",
            })
    void aUsageThatCannotBeIsNotBelieved(String usage) {
        Usage used = metered(Wire.ANTHROPIC, "application/json", "{\"usage\":" + usage + "}");
        assertThat(used.estimated()).isTrue();
        assertThat(used.input()).isEqualTo(30);
    }

    /// Ten thousand characters are not three tokens.
    @Test
    void tooLittleForItsTextIsNotBelieved() {
        Usage used = metered(
                Wire.ANTHROPIC,
                "application/json",
                "{\"content\":[{\"text\":\"%s\"}],\"usage\":{\"input_tokens\":9,\"output_tokens\":3}}"
                        .formatted("x".repeat(10_000)));
        assertThat(used.estimated()).isTrue();
        assertThat(used.output()).isGreaterThan(3_000);
    }

    @Test
    void aLineWithoutEndIsNotKept() {
        UsageMeter meter = new UsageMeter(Wire.OPENAI, SSE, 90);
        byte[] chunk = new byte[1024 * 1024];
        for (int i = 0; i < 64; i++) {
            meter.accept(chunk, 0, chunk.length);
        }
        assertThat(meter.used(true).estimated()).isTrue();
    }

    @Test
    void noiseNeverFails() {
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            byte[] noise = ANTHROPIC.getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 30; i++) {
                noise[random.nextInt(noise.length)] = (byte) random.nextInt(256);
            }
            UsageMeter meter = new UsageMeter(
                    random.nextBoolean() ? Wire.OPENAI : Wire.ANTHROPIC, random.nextBoolean() ? SSE : "", 90);
            meter.accept(noise, 0, noise.length);
            Usage used = meter.used(random.nextBoolean());
            assertThat(Math.min(used.input(), used.output()))
                    .as("seed %d", seed)
                    .isNotNegative();
        }
    }

    @Test
    void aRefusalCostsNothingUnlessItSaysSo() {
        assertThat(new UsageMeter(Wire.OPENAI, "", 90).used(false)).isEqualTo(new Usage(0, 0, 0, 0, true));
    }

    @Test
    void whatItCosts() {
        assertThat(new Usage(1_000, 100, 10_000, 0, false).microCents(new Price(300, 1_500, 30, 375)))
                .isEqualTo(750_000);
    }

    private static Usage metered(Wire wire, String type, String answer) {
        UsageMeter meter = new UsageMeter(wire, type, 90);
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        meter.accept(bytes, 0, bytes.length);
        return meter.used(true);
    }
}
