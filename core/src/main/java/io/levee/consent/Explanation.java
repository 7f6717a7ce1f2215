package io.levee.consent;

import io.levee.catalog.AssetId;
import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import java.util.List;

/// The whole story of one [Consent]: every principal's answer to every question, also to those that no longer
/// mattered. `consent` is what [Consents#seek] answers to the same question under the same revision.
///
/// @param grounds in the order in which they are asked; the first no decided
public record Explanation(Chain chain, Action action, AssetId asset, List<Ground> grounds, Consent consent) {
    public Explanation {
        grounds = List.copyOf(grounds);
    }

    public boolean allowed() {
        return consent instanceof Consent.Given;
    }

    public List<Ground> about(ActorId principal) {
        return grounds.stream()
                .filter(ground -> ground.principal().equals(principal))
                .toList();
    }

    /// The story in plain lines, for a terminal.
    public List<String> text() {
        return ExplanationText.lines(this);
    }
}
