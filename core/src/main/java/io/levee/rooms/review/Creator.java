package io.levee.rooms.review;

import io.levee.identity.ActorId;
import io.levee.identity.Chain;
import java.util.Optional;

/// Who made a change.
///
/// @param agent       the agent that wrote it
/// @param person      whom it acted for, or who wrote it
/// @param modelFamily of the agent's model, as in `gpt` or `llama`
public record Creator(Optional<ActorId> agent, Optional<ActorId> person, Optional<String> modelFamily) {
    public static final Creator UNKNOWN = new Creator(Optional.empty(), Optional.empty(), Optional.empty());

    /// Whoever calls, and the person that the whole chain acts for.
    public static Creator of(Chain chain) {
        return new Creator(
                chain.caller().isAgent() ? Optional.of(chain.caller()) : Optional.empty(),
                Optional.of(chain.person()),
                Optional.empty());
    }
}
