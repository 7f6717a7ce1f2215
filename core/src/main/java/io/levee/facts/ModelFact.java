package io.levee.facts;

/// What calls to models used.
public sealed interface ModelFact extends Fact {
    /// Written after the answer ended, however it ended.
    ///
    /// @param input      tokens that were not in a cache of the provider
    /// @param estimated  true where the provider did not say, or said what cannot be: counted from the text
    /// @param microCents what it cost: millionths of a US cent
    record Used(
            DecisionId decision,
            String provider,
            String model,
            long input,
            long output,
            long cacheRead,
            long cacheWrite,
            boolean estimated,
            long microCents)
            implements ModelFact {}
}
