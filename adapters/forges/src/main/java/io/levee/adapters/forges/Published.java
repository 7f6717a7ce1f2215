package io.levee.adapters.forges;

/// What became of a review at its forge.
public sealed interface Published {
    /// What stands there is what the review says.
    ///
    /// @param posted   new comments
    /// @param closed   threads of findings that are gone
    /// @param reopened threads of findings that came back
    record Done(int posted, int closed, int reopened) implements Published {}

    /// Somebody pushed meanwhile; nothing was posted.
    ///
    /// @param head what is to be reviewed instead
    record Stale(String head) implements Published {}
}
