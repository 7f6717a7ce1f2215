package io.levee.catalog;

import io.levee.identity.ActorId;
import java.util.Optional;

/// Who reviews changes for a team: an agent with a passport, and the model that it may ask.
///
/// @param model as `model:PROVIDER/NAME`; without one, the team's rules are all that is asked
/// @param focus what the team wants its model to look at besides, as written; empty for nothing
public record TeamReviewer(ActorId agent, Optional<AssetId> model, String focus) {
    /// Characters of a focus.
    public static final int FOCUS_MAX = 500;

    public TeamReviewer {
        if (!agent.isAgent()) {
            throw new IllegalArgumentException("`%s` is no agent".formatted(agent));
        }
        if (model.filter(it -> !it.kind().equals(AssetId.MODEL)).isPresent()) {
            throw new IllegalArgumentException("`%s` is no model".formatted(model.get()));
        }
        if (focus.length() > FOCUS_MAX) {
            throw new IllegalArgumentException(
                    "a focus has at most %d characters, not %d".formatted(FOCUS_MAX, focus.length()));
        }
    }
}
