package io.levee.adapters.processes;

/// A tree that was launched and is not known to be empty.
public record Tree(TreeId id, Tier tier) {}
