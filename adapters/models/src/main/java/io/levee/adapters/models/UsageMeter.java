package io.levee.adapters.models;

import io.levee.catalog.ModelProvider.Wire;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Watches an answer pass and finds out what it used: from the provider's usage fields, in a stream or in one object,
/// else from the length of the text. Keeps at most [#KEPT_MAX] bytes, and none of the text once it is counted. One
/// thread at a time.
public final class UsageMeter {
    static final int KEPT_MAX = 4 * 1024 * 1024;
    /// Characters that no single token has: an answer with more than this for each reported token is not believed.
    private static final int CHARS_PER_TOKEN_MAX = 64;
    private static final Set<String> TEXT =
            Set.of("content", "text", "partial_json", "arguments", "thinking", "reasoning_content", "refusal");

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(64)
                            .maxStringLength(KEPT_MAX)
                            .build())
                    .build())
            .build();

    private final Wire wire;
    private final boolean stream;
    private final long requestChars;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private long bytes;
    private boolean tooLong;
    private boolean counted;
    private long textChars;
    private long input = -1;
    private long output = -1;
    private long cacheRead;
    private long cacheWrite;

    /// @param contentType  of the answer
    /// @param requestChars see [ModelRequest#textChars]
    public UsageMeter(Wire wire, String contentType, long requestChars) {
        this.wire = wire;
        this.stream = contentType.startsWith("text/event-stream");
        this.requestChars = requestChars;
    }

    public void accept(byte[] chunk, int offset, int length) {
        bytes += length;
        for (int i = offset; i < offset + length; i++) {
            if (stream && chunk[i] == '\n') {
                line();
            } else if (kept.size() < KEPT_MAX) {
                kept.write(chunk[i]);
            } else {
                tooLong = true;
            }
        }
    }

    /// What was used, as far as the answer went.
    ///
    /// @param answered false where the provider refused: then nothing is charged that it does not say
    public Usage used(boolean answered) {
        if (stream) {
            line();
        } else if (!tooLong) {
            event(kept.toByteArray());
        }
        long chars = counted ? textChars : stream ? 0 : bytes;
        boolean said = input >= 0 && output >= 0 && chars <= (output + 1) * CHARS_PER_TOKEN_MAX;
        if (said) {
            return new Usage(input, output, cacheRead, cacheWrite, false);
        }
        if (!answered && bytes == 0) {
            return new Usage(0, 0, 0, 0, true);
        }
        return new Usage(
                Math.max(input, answered ? Text.tokens(requestChars) : 0),
                Math.max(output, answered ? Text.tokens(chars) : 0),
                cacheRead,
                cacheWrite,
                true);
    }

    private void line() {
        byte[] line = kept.toByteArray();
        kept.reset();
        if (!tooLong && line.length > 5 && new String(line, 0, 5, StandardCharsets.US_ASCII).equals("data:")) {
            byte[] data = new byte[line.length - 5];
            System.arraycopy(line, 5, data, 0, data.length);
            event(data);
        }
        tooLong = false;
    }

    private void event(byte[] json) {
        try {
            JsonNode root = JSON.readTree(json);
            if (!root.isObject()) {
                return;
            }
            counted = true;
            boolean repeats = !root.path("response").isMissingNode()
                    || root.path("type").asString("").endsWith(".done");
            textChars += repeats ? 0 : texts(root, false);
            usage(root.path("usage"));
            usage(root.path("message").path("usage")); // Anthropic: message_start
            usage(root.path("response").path("usage")); // OpenAI: response.completed
        } catch (JacksonException e) {
            // `[DONE]`, or what only the client can make sense of
        }
    }

    /// Later numbers replace earlier ones: all of these count from the start of the answer.
    private void usage(JsonNode usage) {
        if (!usage.isObject()) {
            return;
        }
        boolean chat = usage.has("prompt_tokens");
        long in = tokens(usage.path(chat ? "prompt_tokens" : "input_tokens"), input);
        long out = tokens(usage.path(chat ? "completion_tokens" : "output_tokens"), chat ? 0 : output);
        switch (wire) {
            case ANTHROPIC -> {
                cacheRead = tokens(usage.path("cache_read_input_tokens"), cacheRead);
                cacheWrite = tokens(usage.path("cache_creation_input_tokens"), cacheWrite);
                input = in;
            }
            case OPENAI -> {
                JsonNode details = usage.path(chat ? "prompt_tokens_details" : "input_tokens_details");
                cacheRead = Math.min(tokens(details.path("cached_tokens"), 0), Math.max(in, 0));
                input = in < 0 ? in : in - cacheRead;
            }
        }
        output = out;
    }

    private static long tokens(JsonNode node, long otherwise) {
        return node.isIntegralNumber()
                        && node.canConvertToLong()
                        && node.asLong() >= 0
                        && node.asLong() <= Usage.TOKENS_MAX
                ? node.asLong()
                : otherwise;
    }

    /// The text that the model wrote, wherever the answer has it.
    private static long texts(JsonNode node, boolean text) {
        if (node.isString()) {
            return text ? node.asString().length() : 0;
        }
        long sum = 0;
        if (node.isObject()) {
            for (var entry : node.properties()) {
                sum += texts(
                        entry.getValue(),
                        TEXT.contains(entry.getKey()) || entry.getKey().equals("delta"));
            }
        } else {
            for (JsonNode child : node) {
                sum += texts(child, text);
            }
        }
        return sum;
    }
}
