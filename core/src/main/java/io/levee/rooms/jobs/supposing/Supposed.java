package io.levee.rooms.jobs.supposing;

import io.levee.catalog.AssetId;
import io.levee.identity.ActorId;
import java.util.List;
import java.util.Optional;

/// What came of asking a model about one attempt.
///
/// @param agent      in whose name it was asked
/// @param not        why there is no answer; empty where there is one
/// @param hypotheses those that are kept, as the model ordered them
/// @param dropped    what else it said
public record Supposed(
        ActorId agent, AssetId model, Optional<Answer.Why> not, List<Hypothesis> hypotheses, int dropped) {
    public Supposed {
        hypotheses = List.copyOf(hypotheses);
    }

    /// `answered`, or why not.
    public String outcome() {
        return not.map(Answer.Why::word).orElse("answered");
    }
}
