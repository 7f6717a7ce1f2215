package io.levee.rooms.gateway;

/// The port to whoever reads descriptions.
public interface Contracts {
    /// Nothing is held to a description.
    Contracts NONE = _ -> Contract.NONE;

    /// What the operation that was authorised is held to.
    Contract of(Route.Found route);
}
