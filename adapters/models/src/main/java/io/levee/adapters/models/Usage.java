package io.levee.adapters.models;

import io.levee.catalog.ModelProvider.Price;

/// Tokens that one answer used. See [io.levee.facts.ModelFact.Used].
public record Usage(long input, long output, long cacheRead, long cacheWrite, boolean estimated) {
    /// More than any model takes: beyond this a provider is wrong.
    static final long TOKENS_MAX = 100_000_000;

    long tokens() {
        return input + output + cacheRead + cacheWrite;
    }

    /// Millionths of a US cent.
    public long microCents(Price price) {
        return input * price.input()
                + output * price.output()
                + cacheRead * price.cacheRead()
                + cacheWrite * price.cacheWrite();
    }
}
