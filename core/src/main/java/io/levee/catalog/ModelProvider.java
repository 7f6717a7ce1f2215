package io.levee.catalog;

import java.util.Map;

/// Who runs models behind an API whose protocol is MODEL.
///
/// @param api         the name of that API
/// @param wire        how it is spoken to
/// @param key         the name of the secret that Levee shows to the provider, and agents never see
/// @param prices      by model; what is not here is not declared, so nobody can ask for it
/// @param hostedTools whether a request may have the provider itself run tools, where no gateway sees what they do
public record ModelProvider(String api, Wire wire, String key, Map<String, Price> prices, boolean hostedTools) {
    public ModelProvider {
        prices = Map.copyOf(prices);
    }

    public enum Wire {
        /// `/v1/chat/completions`, `/v1/responses`, `/v1/embeddings`.
        OPENAI,
        /// `/v1/messages`.
        ANTHROPIC
    }

    /// US cents for a million tokens each, so that no rounding decides.
    public record Price(long input, long output, long cacheRead, long cacheWrite) {
        public Price {
            if (Math.min(Math.min(input, output), Math.min(cacheRead, cacheWrite)) < 0) {
                throw new IllegalArgumentException("a price cannot be negative");
            }
        }
    }
}
