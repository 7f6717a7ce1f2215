package io.levee.adapters.models;

import tools.jackson.databind.JsonNode;

/// Text in messages of every shape.
final class Text {
    /// Characters for one token. Providers count about four in English prose and fewer elsewhere, so this guesses high.
    private static final int CHARS_PER_TOKEN = 3;

    private Text() {}

    /// Characters in all strings of a tree whose depth is bounded.
    static long chars(JsonNode node) {
        if (node.isString()) {
            return node.asString().length();
        }
        long sum = 0;
        for (JsonNode child : node) {
            sum += chars(child);
        }
        return sum;
    }

    static long tokens(long chars) {
        return (chars + CHARS_PER_TOKEN - 1) / CHARS_PER_TOKEN;
    }
}
